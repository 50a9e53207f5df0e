-- Queries after a change of the content: 13; later: 12

-- 1
SELECT T3.id, T3.slug, T3.source_language, T3.status, T3.title, T3.title_*, roles_role.experience,
    roles_role.experience_*, roles_role.family_id, roles_role.id, roles_role.replaced_by_id,
    roles_role.slug, roles_role.source_language, roles_role.stage, roles_role.status,
    roles_role.title, roles_role.title_*, roles_rolefamily.hue, roles_rolefamily.id,
    roles_rolefamily.slug, roles_rolefamily.source_language, roles_rolefamily.title,
    roles_rolefamily.title_*
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
LEFT OUTER JOIN roles_role T3 ON (roles_role.replaced_by_id = T3.id)
WHERE (NOT (roles_role.status = ?) AND roles_role.slug IN (…))
ORDER BY roles_role.slug ASC

-- 2
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

-- 3
SELECT roles_tooluse.category_id, roles_tooluse.id, roles_tooluse.purpose, roles_tooluse.purpose_*,
    roles_tooluse.role_id, roles_tooluse.source_language, skills_toolcategory.id,
    skills_toolcategory.slug, skills_toolcategory.source_language, skills_toolcategory.title,
    skills_toolcategory.title_*
FROM roles_tooluse
INNER JOIN skills_toolcategory ON (roles_tooluse.category_id = skills_toolcategory.id)
WHERE roles_tooluse.role_id IN (…)
ORDER BY skills_toolcategory.order ASC, roles_tooluse.category_id ASC

-- 4
SELECT (roles_tooluse_tools.tooluse_id) AS _prefetch_related_val_tooluse_id, skills_tool.id,
    skills_tool.name
FROM skills_tool
INNER JOIN roles_tooluse_tools ON (skills_tool.id = roles_tooluse_tools.tool_id)
WHERE roles_tooluse_tools.tooluse_id IN (…)
ORDER BY skills_tool.slug ASC

-- 5
SELECT roles_roleskill.context, roles_roleskill.context_*, roles_roleskill.id,
    roles_roleskill.requirement, roles_roleskill.role_id, roles_roleskill.skill_id,
    roles_roleskill.source_language, skills_skill.group_id, skills_skill.id, skills_skill.slug,
    skills_skill.source_language, skills_skill.title, skills_skill.title_*, skills_skillgroup.id,
    skills_skillgroup.order, skills_skillgroup.source_language, skills_skillgroup.title,
    skills_skillgroup.title_*
FROM roles_roleskill
INNER JOIN skills_skill ON (roles_roleskill.skill_id = skills_skill.id)
LEFT OUTER JOIN skills_skillgroup ON (skills_skill.group_id = skills_skillgroup.id)
WHERE roles_roleskill.role_id IN (…)
ORDER BY skills_skillgroup.order ASC NULLS LAST, skills_skill.group_id ASC, skills_skill.sort_en
    ASC, roles_roleskill.skill_id ASC

-- 6
SELECT roles_responsibility.area_id, roles_responsibility.id, roles_responsibility.role_id,
    roles_responsibility.source_language, roles_responsibility.title, roles_responsibility.title_*,
    roles_responsibilityarea.id, roles_responsibilityarea.slug,
    roles_responsibilityarea.source_language, roles_responsibilityarea.title,
    roles_responsibilityarea.title_*
FROM roles_responsibility
INNER JOIN roles_responsibilityarea ON (roles_responsibility.area_id = roles_responsibilityarea.id)
WHERE roles_responsibility.role_id IN (…)
ORDER BY roles_responsibilityarea.order ASC, roles_responsibilityarea.id ASC,
    roles_responsibility.order ASC, roles_responsibility.id ASC

-- 7
SELECT roles_rolemetric.context, roles_rolemetric.context_*, roles_rolemetric.id,
    roles_rolemetric.metric_id, roles_rolemetric.role_id, roles_rolemetric.source_language,
    skills_metric.abbreviation, skills_metric.id, skills_metric.rise, skills_metric.slug,
    skills_metric.source_language, skills_metric.title, skills_metric.title_*
FROM roles_rolemetric
INNER JOIN skills_metric ON (roles_rolemetric.metric_id = skills_metric.id)
WHERE roles_rolemetric.role_id IN (…)
ORDER BY skills_metric.order ASC, skills_metric.id ASC, roles_rolemetric.order ASC,
    roles_rolemetric.id ASC

-- 8
SELECT roles_payrange.as_of, roles_payrange.audience, roles_payrange.audience_*,
    roles_payrange.currency, roles_payrange.id, roles_payrange.key, roles_payrange.maximum,
    roles_payrange.minimum, roles_payrange.order, roles_payrange.period, roles_payrange.place,
    roles_payrange.place_*, roles_payrange.role_id, roles_payrange.source_language
FROM roles_payrange
WHERE roles_payrange.role_id IN (…)
ORDER BY roles_payrange.currency ASC, roles_payrange.period ASC, roles_payrange.as_of ASC,
    roles_payrange.order ASC, roles_payrange.id ASC

-- 9
SELECT careers_careerstep.advice, careers_careerstep.advice_*, careers_careerstep.id,
    careers_careerstep.key, careers_careerstep.kind, careers_careerstep.order,
    careers_careerstep.role_id, careers_careerstep.source_language, careers_careerstep.stage
FROM careers_careerstep
WHERE careers_careerstep.role_id IN (…)
ORDER BY careers_careerstep.order ASC, careers_careerstep.id ASC

-- 10
SELECT (careers_careerstep_positions.careerstep_id) AS _prefetch_related_val_careerstep_id,
    careers_position.id, careers_position.role_id, careers_position.slug,
    careers_position.source_language, careers_position.title, careers_position.title_*,
    roles_role.id, roles_role.source_language, roles_role.status, roles_role.title,
    roles_role.title_*
FROM careers_position
INNER JOIN careers_careerstep_positions ON (careers_position.id =
    careers_careerstep_positions.position_id)
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
WHERE careers_careerstep_positions.careerstep_id IN (…)
ORDER BY careers_position.slug ASC

-- 11
SELECT roles_bestpractice.id, roles_bestpractice.key, roles_bestpractice.role_id,
    roles_bestpractice.source_language, roles_bestpractice.title, roles_bestpractice.title_*
FROM roles_bestpractice
WHERE roles_bestpractice.role_id IN (…)
ORDER BY roles_bestpractice.order ASC, roles_bestpractice.id ASC

-- 12
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 13, after a change only
SELECT sources_source.acknowledgement, sources_source.acknowledgement_*, sources_source.address,
    sources_source.id, sources_source.is_adapted, sources_source.kind, sources_source.language,
    sources_source.licence, sources_source.published_on, sources_source.publisher,
    sources_source.slug, sources_source.source_language, sources_source.title,
    sources_source.updated_on
FROM sources_source
WHERE ((NOT EXISTS(SELECT ? AS a
FROM sources_citation U0
WHERE U0.source_id = (sources_source.id)
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM search_synonym U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM careers_position U0
LEFT OUTER JOIN roles_role U1 ON (U0.role_id = U1.id)
WHERE NOT (U1.status = ? AND U1.status IS NOT NULL)))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM careers_careerstep V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM roles_rolefamily U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM roles_role U0
WHERE U0.status IN (…)))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_alternativetitle V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM roles_responsibilityarea U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_responsibility V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_roleskill V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_tooluse V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_rolemetric V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_payrange V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_bestpractice V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation W0
WHERE (W0.source_id = (sources_source.id) AND W0.content_type_id = ? AND W0.object_id IN (SELECT
    V0.id AS pk
FROM roles_question V0
WHERE V0.role_id IN (SELECT U0.id
FROM roles_role U0
WHERE U0.status IN (…))))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM skills_skillgroup U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM skills_skill U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM skills_skilltitle U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM skills_toolcategory U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM skills_tool U0))
LIMIT 1) OR EXISTS(SELECT ? AS a
FROM sources_citation V0
WHERE (V0.source_id = (sources_source.id) AND V0.content_type_id = ? AND V0.object_id IN (SELECT
    U0.id AS pk
FROM skills_metric U0))
LIMIT 1)) AND (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?))
ORDER BY sources_source.slug ASC
