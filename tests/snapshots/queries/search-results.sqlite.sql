-- Queries after a change of the content: 16; later: 6

-- 1
SELECT ? AS a
FROM search_pending
LIMIT 1

-- 2
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 3
SELECT EXISTS(SELECT ? AS a, search_state.building AS building, search_state.id AS id,
    search_state.live AS live, search_state.size AS size, search_state.version AS version
FROM search_pending
LIMIT 1) AS is_behind
FROM search_state
ORDER BY search_state.id ASC
LIMIT 1

-- 4, after a change only
SELECT count, term
FROM search_term
WHERE generation = ? AND term IN (…)

-- 5, after a change only
SELECT rowid
FROM search_fts_0
WHERE search_fts_0 MATCH ?
ORDER BY rowid
LIMIT ?

-- 6, after a change only
SELECT anchor, id, language, object, section, title, words
FROM search_passage
WHERE id IN (…)

-- 7, after a change only
SELECT roles_rolefamily.id, roles_rolefamily.path, roles_rolefamily.slug,
    roles_rolefamily.source_language, roles_rolefamily.title_*
FROM roles_rolefamily
ORDER BY roles_rolefamily.path ASC

-- 8, after a change only
SELECT skills_skillgroup.id, skills_skillgroup.slug, skills_skillgroup.source_language,
    skills_skillgroup.title_*
FROM skills_skillgroup
ORDER BY skills_skillgroup.order ASC, skills_skillgroup.id ASC

-- 9, after a change only
SELECT (((CASE WHEN (roles_role.title_en > ? OR roles_role.summary_en > ?) THEN ? ELSE ? END + CASE
    WHEN (roles_role.title_fi > ? OR roles_role.summary_fi > ?) THEN ? ELSE ? END) + CASE WHEN
    (roles_role.title_nb > ? OR roles_role.summary_nb > ?) THEN ? ELSE ? END) + CASE WHEN
    (roles_role.title_pl > ? OR roles_role.summary_pl > ?) THEN ? ELSE ? END) AS languages,
    roles_role.family_id AS family, roles_role.id AS pk, roles_role.stage AS stage
FROM roles_role
WHERE roles_role.id IN (…)

-- 10, after a change only
SELECT (((CASE WHEN (skills_skill.title_en > ? OR skills_skill.description_en > ?) THEN ? ELSE ? END
    + CASE WHEN (skills_skill.title_fi > ? OR skills_skill.description_fi > ?) THEN ? ELSE ? END) +
    CASE WHEN (skills_skill.title_nb > ? OR skills_skill.description_nb > ?) THEN ? ELSE ? END) +
    CASE WHEN (skills_skill.title_pl > ? OR skills_skill.description_pl > ?) THEN ? ELSE ? END) AS
    languages, skills_skill.group_id AS group, skills_skill.id AS pk
FROM skills_skill
WHERE skills_skill.id IN (…)

-- 11, after a change only
SELECT search_passage.language AS language, search_passage.object AS object
FROM search_passage
WHERE (search_passage.id >= (?) AND search_passage.id < (?) AND search_passage.object IN (…) AND
    search_passage.section = ?)

-- 12
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

-- 13
SELECT id, text
FROM search_passage
WHERE id IN (…)

-- 14
SELECT COUNT(roles_roleskill.id) AS number, roles_roleskill.role_id AS role, skills_skill.group_id
    AS skill__group
FROM roles_roleskill
INNER JOIN skills_skill ON (roles_roleskill.skill_id = skills_skill.id)
WHERE roles_roleskill.role_id IN (…)
GROUP BY …

-- 15, after a change only
SELECT skills_skillgroup.id AS id, skills_skillgroup.order AS order, skills_skillgroup.slug AS slug,
    skills_skillgroup.source_language AS source_language, skills_skillgroup.title_en AS title_en,
    skills_skillgroup.title_fi AS title_fi, skills_skillgroup.title_nb AS title_nb,
    skills_skillgroup.title_pl AS title_pl
FROM skills_skillgroup
ORDER BY order ASC, skills_skillgroup.id ASC

-- 16, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
