-- Queries after a change of the content: 11; later: 9

-- 1
SELECT careers_position.id AS id, careers_position.lane AS lane, careers_position.role_id AS
    role__id, careers_position.role_id AS role_id, careers_position.slug AS slug,
    careers_position.source_language AS source_language, careers_position.stage AS stage,
    careers_position.title_en AS title_en, careers_position.title_fi AS title_fi,
    careers_position.title_nb AS title_nb, careers_position.title_pl AS title_pl,
    roles_role.family_id AS role__family__id, roles_role.family_id AS role__family_id,
    roles_role.slug AS role__slug, roles_role.source_language AS role__source_language,
    roles_role.stage AS role__stage, roles_role.status AS role__status, roles_role.title_en AS
    role__title_en, roles_role.title_fi AS role__title_fi, roles_role.title_nb AS role__title_nb,
    roles_role.title_pl AS role__title_pl, roles_rolefamily.hue AS role__family__hue
FROM careers_position
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
LEFT OUTER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE (careers_position.slug = (?) OR roles_role.slug = (?))
ORDER BY slug ASC
LIMIT 1

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
WHERE (careers_careerstep.kind IN (…) AND roles_role.status = ? AND careers_careerstep.id IN (SELECT
    U0.id AS pk
FROM careers_careerstep U0
INNER JOIN roles_role U1 ON (U0.role_id = U1.id)
LEFT OUTER JOIN careers_careerstep U2 ON (U1.id = U2.role_id)
LEFT OUTER JOIN careers_careerstep_positions U3 ON (U2.id = U3.careerstep_id)
LEFT OUTER JOIN careers_position U5 ON (U1.id = U5.role_id)
WHERE (U3.position_id = (?) OR U5.id = (?))))
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
SELECT T3.family_id AS other__family__id, T3.family_id AS other__family_id, T3.slug AS other__slug,
    T3.source_language AS other__source_language, T3.stage AS other__stage, T3.status AS
    other__status, T3.title_en AS other__title_en, T3.title_fi AS other__title_fi, T3.title_nb AS
    other__title_nb, T3.title_pl AS other__title_pl, roles_relatedrole.id AS id,
    roles_relatedrole.other_id AS other__id, roles_relatedrole.other_id AS other_id,
    roles_rolefamily.hue AS other__family__hue, roles_rolefamily.slug AS other__family__slug,
    roles_rolefamily.source_language AS other__family__source_language, roles_rolefamily.title_en AS
    other__family__title_en, roles_rolefamily.title_fi AS other__family__title_fi,
    roles_rolefamily.title_nb AS other__family__title_nb, roles_rolefamily.title_pl AS
    other__family__title_pl
FROM roles_relatedrole
INNER JOIN roles_role T3 ON (roles_relatedrole.other_id = T3.id)
INNER JOIN roles_rolefamily ON (T3.family_id = roles_rolefamily.id)
WHERE (roles_relatedrole.role_id = (?) AND T3.status = ?)
ORDER BY roles_relatedrole.nearness DESC, T3.slug ASC

-- 5
SELECT roles_roleskill.requirement AS requirement, roles_roleskill.role_id AS role,
    roles_roleskill.skill_id AS skill
FROM roles_roleskill
WHERE roles_roleskill.role_id IN (…)

-- 6
SELECT roles_tooluse.category_id AS category, roles_tooluse.role_id AS role
FROM roles_tooluse
WHERE roles_tooluse.role_id IN (…)

-- 7
SELECT skills_skill.id AS id, skills_skill.slug AS slug, skills_skill.source_language AS
    source_language, skills_skill.title_en AS title_en, skills_skill.title_fi AS title_fi,
    skills_skill.title_nb AS title_nb, skills_skill.title_pl AS title_pl
FROM skills_skill
WHERE (NOT skills_skill.is_retired AND skills_skill.id IN (…))
ORDER BY slug ASC

-- 8
SELECT sources_citation.content_type_id AS content_type, sources_citation.field AS field,
    sources_citation.object_id AS object_id, sources_citation.source_id AS source
FROM sources_citation
WHERE (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…))
ORDER BY sources_citation.id ASC

-- 9
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 10, after a change only
SELECT sources_source.acknowledgement_en AS acknowledgement_en, sources_source.acknowledgement_fi AS
    acknowledgement_fi, sources_source.acknowledgement_nb AS acknowledgement_nb,
    sources_source.acknowledgement_pl AS acknowledgement_pl, sources_source.address AS address,
    sources_source.id AS id, sources_source.is_adapted AS is_adapted, sources_source.kind AS kind,
    sources_source.language AS language, sources_source.licence AS licence,
    sources_source.published_on AS published_on, sources_source.publisher AS publisher,
    sources_source.slug AS slug, sources_source.source_language AS source_language,
    sources_source.title AS title, sources_source.updated_on AS updated_on
FROM sources_source
WHERE sources_source.id IN (…)
ORDER BY slug ASC

-- 11, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
