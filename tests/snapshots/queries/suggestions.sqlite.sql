-- Queries after a change of the content: 12; later: 12

-- 1
SELECT ? AS a
FROM search_pending
LIMIT 1

-- 2
SELECT EXISTS(SELECT ? AS a, search_state.building AS building, search_state.id AS id,
    search_state.live AS live, search_state.size AS size, search_state.version AS version
FROM search_pending
LIMIT 1) AS is_behind
FROM search_state
ORDER BY search_state.id ASC
LIMIT 1

-- 3
SELECT count, term
FROM search_term
WHERE generation = ? AND term IN (…)

-- 4
SELECT count, term
FROM search_term
WHERE generation = ? AND term IN (…)

-- 5
SELECT rowid
FROM search_fts_0
WHERE search_fts_0 MATCH ?
ORDER BY rowid
LIMIT ?

-- 6
SELECT anchor, id, language, object, section, title, words
FROM search_passage
WHERE id IN (…)

-- 7
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

-- 8
SELECT skills_skill.description_en AS description_en, skills_skill.description_fi AS description_fi,
    skills_skill.description_nb AS description_nb, skills_skill.description_pl AS description_pl,
    skills_skill.group_id AS group_id, skills_skill.id AS id, skills_skill.is_retired AS is_retired,
    skills_skill.kind AS kind, skills_skill.replaced_by_id AS replaced_by_id, skills_skill.reuse AS
    reuse, skills_skill.slug AS slug, skills_skill.source_language AS source_language,
    skills_skill.title_en AS title_en, skills_skill.title_fi AS title_fi, skills_skill.title_nb AS
    title_nb, skills_skill.title_pl AS title_pl
FROM skills_skill
WHERE (NOT skills_skill.is_retired AND skills_skill.id IN (…))
ORDER BY slug ASC

-- 9
SELECT skills_tool.id AS id, skills_tool.name AS name, skills_tool.slug AS slug,
    skills_tool.source_language AS source_language
FROM skills_tool
WHERE skills_tool.id IN (…)
ORDER BY slug ASC

-- 10
SELECT DISTINCT T5.slug AS role__slug, T5.source_language AS role__source_language, T5.stage AS
    role__stage, T5.status AS role__status, T5.title_en AS role__title_en, T5.title_fi AS
    role__title_fi, T5.title_nb AS role__title_nb, T5.title_pl AS role__title_pl,
    careers_position.id AS id, careers_position.lane AS lane, careers_position.role_id AS role__id,
    careers_position.role_id AS role_id, careers_position.slug AS slug,
    careers_position.source_language AS source_language, careers_position.stage AS stage,
    careers_position.title_en AS title_en, careers_position.title_fi AS title_fi,
    careers_position.title_nb AS title_nb, careers_position.title_pl AS title_pl
FROM careers_position
INNER JOIN careers_careerstep_positions ON (careers_position.id =
    careers_careerstep_positions.position_id)
INNER JOIN careers_careerstep ON (careers_careerstep_positions.careerstep_id =
    careers_careerstep.id)
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
LEFT OUTER JOIN roles_role T5 ON (careers_position.role_id = T5.id)
WHERE (roles_role.status = ? AND careers_position.role_id IS NULL AND careers_position.id IN (…))
ORDER BY slug ASC

-- 11
SELECT roles_role.family_id AS family__id, roles_role.family_id AS family_id, roles_role.id AS id,
    roles_role.slug AS slug, roles_role.source_language AS source_language, roles_role.stage AS
    stage, roles_role.status AS status, roles_role.summary_en AS summary_en, roles_role.summary_fi
    AS summary_fi, roles_role.summary_nb AS summary_nb, roles_role.summary_pl AS summary_pl,
    roles_role.title_en AS title_en, roles_role.title_fi AS title_fi, roles_role.title_nb AS
    title_nb, roles_role.title_pl AS title_pl, roles_rolefamily.hue AS family__hue,
    roles_rolefamily.slug AS family__slug, roles_rolefamily.source_language AS
    family__source_language, roles_rolefamily.title_en AS family__title_en,
    roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS family__title_nb,
    roles_rolefamily.title_pl AS family__title_pl
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE (roles_role.status = ? AND roles_role.id IN (…))
ORDER BY slug ASC

-- 12
SELECT careers_careerstep.key AS careerstep__key, careers_careerstep.role_id AS
    careerstep__role__id, careers_careerstep_positions.careerstep_id AS careerstep__id,
    careers_careerstep_positions.id AS id, careers_careerstep_positions.position_id AS position_id,
    roles_role.slug AS careerstep__role__slug
FROM careers_careerstep_positions
INNER JOIN careers_careerstep ON (careers_careerstep_positions.careerstep_id =
    careers_careerstep.id)
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
WHERE (roles_role.status = ? AND careers_careerstep_positions.position_id IN (…))
ORDER BY careerstep__role__slug DESC, careers_careerstep.order DESC,
    careers_careerstep_positions.careerstep_id DESC
