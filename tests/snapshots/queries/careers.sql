-- Queries after a change of the content: 7; later: 6

-- 1
SELECT careers_position.id AS id, careers_position.lane AS lane, careers_position.role_id AS
    role__id, careers_position.role_id AS role_id, careers_position.slug AS slug,
    careers_position.source_language AS source_language, careers_position.stage AS stage,
    careers_position.title_en AS title_en, careers_position.title_fi AS title_fi,
    careers_position.title_nb AS title_nb, careers_position.title_pl AS title_pl, roles_role.slug AS
    role__slug, roles_role.source_language AS role__source_language, roles_role.stage AS
    role__stage, roles_role.status AS role__status, roles_role.title_en AS role__title_en,
    roles_role.title_fi AS role__title_fi, roles_role.title_nb AS role__title_nb,
    roles_role.title_pl AS role__title_pl
FROM careers_position
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
WHERE NOT (roles_role.status IN (…) AND roles_role.status IS NOT NULL)
ORDER BY careers_position.sort_en ASC, careers_position.id ASC
LIMIT 101

-- 2
SELECT T4.slug AS role__position__role__slug, T4.source_language AS
    role__position__role__source_language, T4.stage AS role__position__role__stage, T4.status AS
    role__position__role__status, T4.title_en AS role__position__role__title_en, T4.title_fi AS
    role__position__role__title_fi, T4.title_nb AS role__position__role__title_nb, T4.title_pl AS
    role__position__role__title_pl, careers_careerstep.advice_en AS advice_en,
    careers_careerstep.advice_fi AS advice_fi, careers_careerstep.advice_nb AS advice_nb,
    careers_careerstep.advice_pl AS advice_pl, careers_careerstep.id AS id, careers_careerstep.key
    AS key, careers_careerstep.kind AS kind, careers_careerstep.role_id AS role__id,
    careers_careerstep.role_id AS role_id, careers_careerstep.source_language AS source_language,
    careers_careerstep.stage AS stage, careers_position.id AS role__position__id,
    careers_position.lane AS role__position__lane, careers_position.role_id AS
    role__position__role__id, careers_position.role_id AS role__position__role_id,
    careers_position.slug AS role__position__slug, careers_position.source_language AS
    role__position__source_language, careers_position.stage AS role__position__stage,
    careers_position.title_en AS role__position__title_en, careers_position.title_fi AS
    role__position__title_fi, careers_position.title_nb AS role__position__title_nb,
    careers_position.title_pl AS role__position__title_pl, roles_role.slug AS role__slug,
    roles_role.source_language AS role__source_language, roles_role.title_en AS role__title_en,
    roles_role.title_fi AS role__title_fi, roles_role.title_nb AS role__title_nb,
    roles_role.title_pl AS role__title_pl
FROM careers_careerstep
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
LEFT OUTER JOIN careers_position ON (roles_role.id = careers_position.role_id)
LEFT OUTER JOIN roles_role T4 ON (careers_position.role_id = T4.id)
WHERE (careers_careerstep.kind IN (…) AND roles_role.status = ?)
ORDER BY roles_role.slug ASC, careers_careerstep.order ASC, careers_careerstep.id ASC

-- 3
SELECT T5.slug AS position__role__slug, T5.source_language AS position__role__source_language,
    T5.stage AS position__role__stage, T5.status AS position__role__status, T5.title_en AS
    position__role__title_en, T5.title_fi AS position__role__title_fi, T5.title_nb AS
    position__role__title_nb, T5.title_pl AS position__role__title_pl,
    careers_careerstep_positions.careerstep_id AS careerstep_id, careers_careerstep_positions.id AS
    id, careers_careerstep_positions.position_id AS position__id,
    careers_careerstep_positions.position_id AS position_id, careers_position.lane AS
    position__lane, careers_position.role_id AS position__role__id, careers_position.role_id AS
    position__role_id, careers_position.slug AS position__slug, careers_position.source_language AS
    position__source_language, careers_position.stage AS position__stage, careers_position.title_en
    AS position__title_en, careers_position.title_fi AS position__title_fi,
    careers_position.title_nb AS position__title_nb, careers_position.title_pl AS position__title_pl
FROM careers_careerstep_positions
INNER JOIN careers_careerstep ON (careers_careerstep_positions.careerstep_id =
    careers_careerstep.id)
INNER JOIN careers_position ON (careers_careerstep_positions.position_id = careers_position.id)
LEFT OUTER JOIN roles_role T5 ON (careers_position.role_id = T5.id)
WHERE careers_careerstep.role_id IN (…)
ORDER BY position__slug ASC

-- 4
SELECT roles_roleskill.requirement AS requirement, roles_roleskill.role_id AS role,
    roles_roleskill.skill_id AS skill
FROM roles_roleskill
WHERE roles_roleskill.role_id IN (…)

-- 5
SELECT roles_tooluse.category_id AS category, roles_tooluse.role_id AS role
FROM roles_tooluse
WHERE roles_tooluse.role_id IN (…)

-- 6
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 7, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
