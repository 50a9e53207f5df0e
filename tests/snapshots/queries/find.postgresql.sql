-- Queries after a change of the content: 29; later: 20

-- 1
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 2, after a change only
SELECT roles_rolefamily.hue, roles_rolefamily.id, roles_rolefamily.order,
    roles_rolefamily.parent_id, roles_rolefamily.path, roles_rolefamily.slug,
    roles_rolefamily.source_language, roles_rolefamily.title_*
FROM roles_rolefamily

-- 3, after a change only
SELECT roles_role.family_id AS family, roles_role.id AS pk, roles_role.stage AS stage
FROM roles_role
WHERE roles_role.status = ?

-- 4, after a change only
SELECT GROUP_CONCAT(roles_roleskill.skill_id) AS terms, roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_roleskill ON (roles_role.id = roles_roleskill.role_id)
WHERE roles_role.status = ?
GROUP BY …

-- 5, after a change only
SELECT skills_skill.id AS pk
FROM skills_skill
WHERE skills_skill.is_retired

-- 6
SELECT EXISTS(SELECT ? AS a, search_state.building AS building, search_state.id AS id,
    search_state.live AS live, search_state.size AS size, search_state.version AS version
FROM search_pending
LIMIT 1) AS is_behind
FROM search_state
ORDER BY search_state.id ASC
LIMIT 1

-- 7
SELECT count, term
FROM search_term
WHERE generation = ? AND term = ANY(?)

-- 8
SELECT id
FROM search_vector
WHERE vector @@ ?::tsquery AND id >= ? AND id < ?
ORDER BY id + 0
LIMIT ?

-- 9
SELECT anchor, id, language, object, section, title, words
FROM search_passage
WHERE id = ANY(?)

-- 10
SELECT search_synonym.id AS id, search_synonym.identifier AS identifier,
    search_synonym.is_whole_query AS is_whole_query, search_synonym.key AS key,
    search_synonym.language AS language, search_synonym.meaning AS meaning, search_synonym.phrase AS
    phrase, search_synonym.source_language AS source_language
FROM search_synonym
WHERE ((search_synonym.identifier = ? OR EXISTS(SELECT ? AS a
FROM sources_identifier V0
INNER JOIN django_content_type V1 ON (V0.content_type_id = V1.id)
WHERE (EXISTS(SELECT ? AS a
FROM roles_role U0
WHERE (U0.status = ? AND U0.id = (V0.object_id))
LIMIT 1) AND V1.app_label = ? AND V1.model = ? AND V0.is_confirmed AND V0.scheme = ? AND V0.value =
    (search_synonym.identifier))
LIMIT 1)) AND search_synonym.key IN (…))
ORDER BY search_synonym.id ASC

-- 11, after a change only
SELECT skills_skill.id AS pk, skills_skill.slug AS slug
FROM skills_skill

-- 12
SELECT skills_skill.group_id AS group__id, skills_skill.group_id AS group_id, skills_skill.id AS id,
    skills_skill.slug AS slug, skills_skill.sort_en AS sort_en, skills_skill.source_language AS
    source_language, skills_skill.title_en AS title_en, skills_skill.title_fi AS title_fi,
    skills_skill.title_nb AS title_nb, skills_skill.title_pl AS title_pl, skills_skillgroup.order AS
    group__order, skills_skillgroup.slug AS group__slug, skills_skillgroup.source_language AS
    group__source_language, skills_skillgroup.title_en AS group__title_en,
    skills_skillgroup.title_fi AS group__title_fi, skills_skillgroup.title_nb AS group__title_nb,
    skills_skillgroup.title_pl AS group__title_pl
FROM skills_skill
LEFT OUTER JOIN skills_skillgroup ON (skills_skill.group_id = skills_skillgroup.id)
WHERE (skills_skill.id IN (…) OR skills_skill.slug IN (…))
ORDER BY slug ASC

-- 13
SELECT skills_skill.group_id AS group__id, skills_skill.group_id AS group_id, skills_skill.id AS id,
    skills_skill.slug AS slug, skills_skill.sort_en AS sort_en, skills_skill.source_language AS
    source_language, skills_skill.title_en AS title_en, skills_skill.title_fi AS title_fi,
    skills_skill.title_nb AS title_nb, skills_skill.title_pl AS title_pl, skills_skillgroup.order AS
    group__order, skills_skillgroup.slug AS group__slug, skills_skillgroup.source_language AS
    group__source_language, skills_skillgroup.title_en AS group__title_en,
    skills_skillgroup.title_fi AS group__title_fi, skills_skillgroup.title_nb AS group__title_nb,
    skills_skillgroup.title_pl AS group__title_pl
FROM skills_skill
LEFT OUTER JOIN skills_skillgroup ON (skills_skill.group_id = skills_skillgroup.id)
WHERE (skills_skill.id IN (…) OR skills_skill.slug IN (…))
ORDER BY slug ASC

-- 14, after a change only
SELECT GROUP_CONCAT(roles_tooluse_tools.tool_id) AS terms, roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_tooluse ON (roles_role.id = roles_tooluse.role_id)
LEFT OUTER JOIN roles_tooluse_tools ON (roles_tooluse.id = roles_tooluse_tools.tooluse_id)
WHERE roles_role.status = ?
GROUP BY …

-- 15
SELECT EXISTS(SELECT ? AS a, search_state.building AS building, search_state.id AS id,
    search_state.live AS live, search_state.size AS size, search_state.version AS version
FROM search_pending
LIMIT 1) AS is_behind
FROM search_state
ORDER BY search_state.id ASC
LIMIT 1

-- 16
SELECT count, term
FROM search_term
WHERE generation = ? AND term = ANY(?)

-- 17
SELECT id
FROM search_vector
WHERE vector @@ ?::tsquery AND id >= ? AND id < ?
ORDER BY id + 0
LIMIT ?

-- 18
SELECT term
FROM (SELECT term, (SELECT count(*)
FROM unnest(?::text[]) AS gram
WHERE strpos(term, gram) > 0) AS shared
FROM search_term
WHERE is_word AND generation = ? AND term LIKE ANY(?)) AS near
WHERE shared >= ?
ORDER BY shared DESC, abs(length(term) - ?), term COLLATE C
LIMIT ?

-- 19
SELECT count, term
FROM search_term
WHERE generation = ? AND term = ANY(?)

-- 20
SELECT search_synonym.id AS id, search_synonym.identifier AS identifier,
    search_synonym.is_whole_query AS is_whole_query, search_synonym.key AS key,
    search_synonym.language AS language, search_synonym.meaning AS meaning, search_synonym.phrase AS
    phrase, search_synonym.source_language AS source_language
FROM search_synonym
WHERE ((search_synonym.identifier = ? OR EXISTS(SELECT ? AS a
FROM sources_identifier V0
INNER JOIN django_content_type V1 ON (V0.content_type_id = V1.id)
WHERE (EXISTS(SELECT ? AS a
FROM roles_role U0
WHERE (U0.status = ? AND U0.id = (V0.object_id))
LIMIT 1) AND V1.app_label = ? AND V1.model = ? AND V0.is_confirmed AND V0.scheme = ? AND V0.value =
    (search_synonym.identifier))
LIMIT 1)) AND search_synonym.key IN (…))
ORDER BY search_synonym.id ASC

-- 21, after a change only
SELECT skills_tool.id AS pk, skills_tool.slug AS slug
FROM skills_tool

-- 22
SELECT skills_tool.id AS id, skills_tool.name AS name, skills_tool.slug AS slug
FROM skills_tool
WHERE (skills_tool.id IN (…) OR skills_tool.slug IN (…))
ORDER BY slug ASC

-- 23
(SELECT skills_skill.id AS f1
FROM skills_skill
WHERE skills_skill.slug IN (…))
UNION (SELECT roles_roleskill.skill_id AS f1
FROM roles_roleskill
WHERE roles_roleskill.role_id IN (SELECT U0.id AS pk
FROM roles_role U0
WHERE (U0.status IN (…) AND U0.slug = (?))))
UNION (SELECT (roles_tooluse.category_id * ?) AS combinedexpression1
FROM roles_tooluse
INNER JOIN roles_role ON (roles_tooluse.role_id = roles_role.id)
LEFT OUTER JOIN roles_tooluse_tools ON (roles_tooluse.id = roles_tooluse_tools.tooluse_id)
LEFT OUTER JOIN skills_tool ON (roles_tooluse_tools.tool_id = skills_tool.id)
WHERE ((roles_role.status = ? AND skills_tool.slug IN (…)) OR roles_tooluse.role_id IN (SELECT U0.id
    AS pk
FROM roles_role U0
WHERE (U0.status IN (…) AND U0.slug = (?)))))

-- 24
WITH known AS ( SELECT role_id, CASE requirement WHEN 'essential' THEN 1 ELSE 0 END AS essential,
    CASE requirement WHEN 'essential' THEN 0 ELSE 1 END AS useful, 0 AS categories, 0 AS extra, 0 AS
    centrality
FROM roles_roleskill
WHERE skill_id IN (…)
UNION ALL SELECT role_id, 0, 0, 1, 0, 0
FROM roles_tooluse
WHERE category_id IN (…)
UNION ALL SELECT role_id, 0, 0, 0, extra_weight, centrality
FROM roles_namedskill
WHERE skill_id IN (…) ), counted AS ( SELECT role_id, SUM(essential) AS essential, SUM(useful) AS
    useful, SUM(categories) AS categories, SUM(extra) AS extra, SUM(centrality) AS centrality
FROM known
GROUP BY role_id ), weighed AS ( SELECT counted.*, needs.essential AS all_essential, needs.useful AS
    all_useful, needs.categories AS all_categories, 3 * counted.essential + 1 * counted.useful + 1 *
    counted.categories AS weight, 3 * needs.essential + 1 * needs.useful + 1 * needs.categories AS
    total
FROM counted JOIN roles_needcounts needs ON needs.role_id = counted.role_id JOIN roles_role role ON
    role.id = counted.role_id
WHERE role.status = 'published' AND role.slug <> ? ) SELECT role_id, essential, useful, categories,
    all_essential, all_useful, all_categories, COUNT(*) OVER ()
FROM weighed
WHERE weight > 0
ORDER BY weight + extra DESC, centrality DESC, weight * 1.0 / total DESC, role_id
LIMIT ? OFFSET ?

-- 25
SELECT T3.slug AS replaced_by__slug, T3.source_language AS replaced_by__source_language, T3.status
    AS replaced_by__status, T3.title_en AS replaced_by__title_en, T3.title_fi AS
    replaced_by__title_fi, T3.title_nb AS replaced_by__title_nb, T3.title_pl AS
    replaced_by__title_pl, roles_role.experience_en AS experience_en, roles_role.experience_fi AS
    experience_fi, roles_role.experience_nb AS experience_nb, roles_role.experience_pl AS
    experience_pl, roles_role.family_id AS family__id, roles_role.family_id AS family_id,
    roles_role.id AS id, roles_role.replaced_by_id AS replaced_by__id, roles_role.replaced_by_id AS
    replaced_by_id, roles_role.slug AS slug, roles_role.source_language AS source_language,
    roles_role.stage AS stage, roles_role.status AS status, roles_role.title_en AS title_en,
    roles_role.title_fi AS title_fi, roles_role.title_nb AS title_nb, roles_role.title_pl AS
    title_pl, roles_rolefamily.hue AS family__hue, roles_rolefamily.slug AS family__slug,
    roles_rolefamily.source_language AS family__source_language, roles_rolefamily.title_en AS
    family__title_en, roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS
    family__title_nb, roles_rolefamily.title_pl AS family__title_pl
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
LEFT OUTER JOIN roles_role T3 ON (roles_role.replaced_by_id = T3.id)
WHERE (roles_role.status IN (…) AND ((roles_role.id IN (…) AND roles_role.status = ?) OR
    roles_role.slug = (?)))
ORDER BY slug ASC

-- 26
SELECT id, rank, role_id, skill__id, skill__slug, skill__source_language, skill__title_*
FROM ( SELECT *
FROM ( SELECT roles_roleskill.id AS id, roles_roleskill.role_id AS role_id, roles_roleskill.skill_id
    AS skill__id, skills_skill.slug AS skill__slug, skills_skill.source_language AS
    skill__source_language, skills_skill.title_en AS skill__title_en, skills_skill.title_fi AS
    skill__title_fi, skills_skill.title_nb AS skill__title_nb, skills_skill.title_pl AS
    skill__title_pl, ROW_NUMBER() OVER (PARTITION BY roles_roleskill.role_id
ORDER BY roles_roleskill.order, roles_roleskill.id) AS rank, roles_roleskill.order AS qual0
FROM roles_roleskill
INNER JOIN skills_skill ON (roles_roleskill.skill_id = skills_skill.id)
WHERE (roles_roleskill.requirement = ? AND roles_roleskill.role_id IN (…) AND NOT
    (roles_roleskill.skill_id IN (…)) AND NOT (skills_skill.is_retired))
ORDER BY role_id ASC, roles_roleskill.order ASC, roles_roleskill.id ASC ) qualify
WHERE rank <= ? ) qualify_mask
ORDER BY role_id ASC, qual0 ASC, id ASC

-- 27
SELECT COUNT(taken.id) AS skill_count, skills_skillgroup.id AS id, skills_skillgroup.order AS order,
    skills_skillgroup.slug AS slug, skills_skillgroup.source_language AS source_language,
    skills_skillgroup.title_en AS title_en, skills_skillgroup.title_fi AS title_fi,
    skills_skillgroup.title_nb AS title_nb, skills_skillgroup.title_pl AS title_pl, taken.role_id AS
    role_id
FROM skills_skillgroup
LEFT OUTER JOIN skills_skill ON (skills_skillgroup.id = skills_skill.group_id)
LEFT OUTER JOIN roles_roleskill taken ON (skills_skill.id = taken.skill_id AND (taken.role_id IN
    (…)))
GROUP BY …
ORDER BY order ASC, skills_skillgroup.id ASC

-- 28, after a change only
SELECT GROUP_CONCAT(roles_tooluse.category_id) AS terms, roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_tooluse ON (roles_role.id = roles_tooluse.role_id)
WHERE roles_role.status = ?
GROUP BY …

-- 29, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
