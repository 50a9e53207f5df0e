-- Queries after a change of the content: 7; later: 6

-- 1
SELECT careers_position.id, careers_position.lane, careers_position.role_id, careers_position.slug,
    careers_position.sort_*, careers_position.source_language, careers_position.stage,
    careers_position.title, careers_position.title_*, roles_role.conclusion,
    roles_role.conclusion_*, roles_role.experience, roles_role.experience_*, roles_role.family_id,
    roles_role.growth, roles_role.growth_*, roles_role.id, roles_role.introduction,
    roles_role.introduction_*, roles_role.pay_note, roles_role.pay_note_*, roles_role.publish_at,
    roles_role.publish_problem, roles_role.published_at, roles_role.publishes_thin,
    roles_role.replaced_by_id, roles_role.review_on, roles_role.reviewed_on, roles_role.slug,
    roles_role.sort_*, roles_role.source_language, roles_role.stage, roles_role.status,
    roles_role.summary, roles_role.summary_*, roles_role.title, roles_role.title_*,
    roles_role.updated_at
FROM careers_position
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
WHERE NOT (roles_role.status IN (…) AND roles_role.status IS NOT NULL)
ORDER BY careers_position.sort_en ASC, careers_position.id ASC
LIMIT 101

-- 2
SELECT careers_careerstep.advice, careers_careerstep.advice_*, careers_careerstep.id,
    careers_careerstep.key, careers_careerstep.kind, careers_careerstep.order,
    careers_careerstep.role_id, careers_careerstep.source_language, careers_careerstep.stage,
    careers_position.id, careers_position.lane, careers_position.role_id, careers_position.slug,
    careers_position.sort_*, careers_position.source_language, careers_position.stage,
    careers_position.title, careers_position.title_*, roles_role.conclusion,
    roles_role.conclusion_*, roles_role.experience, roles_role.experience_*, roles_role.family_id,
    roles_role.growth, roles_role.growth_*, roles_role.id, roles_role.introduction,
    roles_role.introduction_*, roles_role.pay_note, roles_role.pay_note_*, roles_role.publish_at,
    roles_role.publish_problem, roles_role.published_at, roles_role.publishes_thin,
    roles_role.replaced_by_id, roles_role.review_on, roles_role.reviewed_on, roles_role.slug,
    roles_role.sort_*, roles_role.source_language, roles_role.stage, roles_role.status,
    roles_role.summary, roles_role.summary_*, roles_role.title, roles_role.title_*,
    roles_role.updated_at
FROM careers_careerstep
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
LEFT OUTER JOIN careers_position ON (roles_role.id = careers_position.role_id)
WHERE (careers_careerstep.kind IN (…) AND roles_role.status = ?)
ORDER BY roles_role.slug ASC, careers_careerstep.order ASC, careers_careerstep.id ASC

-- 3
SELECT (careers_careerstep_positions.careerstep_id) AS _prefetch_related_val_careerstep_id,
    careers_position.id, careers_position.lane, careers_position.role_id, careers_position.slug,
    careers_position.sort_*, careers_position.source_language, careers_position.stage,
    careers_position.title, careers_position.title_*, roles_role.conclusion,
    roles_role.conclusion_*, roles_role.experience, roles_role.experience_*, roles_role.family_id,
    roles_role.growth, roles_role.growth_*, roles_role.id, roles_role.introduction,
    roles_role.introduction_*, roles_role.pay_note, roles_role.pay_note_*, roles_role.publish_at,
    roles_role.publish_problem, roles_role.published_at, roles_role.publishes_thin,
    roles_role.replaced_by_id, roles_role.review_on, roles_role.reviewed_on, roles_role.slug,
    roles_role.sort_*, roles_role.source_language, roles_role.stage, roles_role.status,
    roles_role.summary, roles_role.summary_*, roles_role.title, roles_role.title_*,
    roles_role.updated_at
FROM careers_position
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
INNER JOIN careers_careerstep_positions ON (careers_position.id =
    careers_careerstep_positions.position_id)
WHERE (NOT (roles_role.status IN (…) AND roles_role.status IS NOT NULL) AND
    careers_careerstep_positions.careerstep_id IN (…))
ORDER BY careers_position.slug ASC

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
