-- Queries after a change of the content: 16; later: 12

-- 1
SELECT ? AS a
FROM search_pending
LIMIT 1

-- 2
SELECT search_state.building, search_state.id, search_state.live, search_state.size,
    search_state.version
FROM search_state
ORDER BY search_state.id ASC
LIMIT 1

-- 3
SELECT count, term
FROM search_term
WHERE generation = ? AND term IN (…)

-- 4
SELECT id
FROM search_vector
WHERE vector @@ ?::tsquery AND id >= ? AND id < ?
ORDER BY id + 0
LIMIT ?

-- 5
SELECT search_passage.anchor, search_passage.body, search_passage.id, search_passage.language,
    search_passage.object, search_passage.section, search_passage.text, search_passage.title,
    search_passage.words
FROM search_passage
WHERE search_passage.id IN (…)

-- 6
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 7, after a change only
SELECT roles_rolefamily.description, roles_rolefamily.description_*, roles_rolefamily.hue,
    roles_rolefamily.id, roles_rolefamily.order, roles_rolefamily.parent_id, roles_rolefamily.path,
    roles_rolefamily.slug, roles_rolefamily.sort_*, roles_rolefamily.source_language,
    roles_rolefamily.title, roles_rolefamily.title_*
FROM roles_rolefamily
ORDER BY roles_rolefamily.path ASC

-- 8, after a change only
SELECT skills_skillgroup.id, skills_skillgroup.order, skills_skillgroup.slug,
    skills_skillgroup.source_language, skills_skillgroup.title, skills_skillgroup.title_*
FROM skills_skillgroup
ORDER BY skills_skillgroup.order ASC, skills_skillgroup.id ASC

-- 9
SELECT roles_role.family_id AS family_id, roles_role.id AS pk, roles_role.stage AS stage
FROM roles_role
WHERE roles_role.id IN (…)
ORDER BY roles_role.slug ASC

-- 10
SELECT skills_skill.group_id AS group_id, skills_skill.id AS pk
FROM skills_skill
WHERE skills_skill.id IN (…)
ORDER BY skills_skill.slug ASC

-- 11
SELECT search_passage.language AS language, search_passage.object AS object
FROM search_passage
WHERE (search_passage.id >= ? AND search_passage.id < ? AND search_passage.object IN (…) AND
    search_passage.section = ?)

-- 12
SELECT roles_role.conclusion, roles_role.conclusion_*, roles_role.experience,
    roles_role.experience_*, roles_role.family_id, roles_role.growth, roles_role.growth_*,
    roles_role.id, roles_role.introduction, roles_role.introduction_*, roles_role.pay_note,
    roles_role.pay_note_*, roles_role.publish_at, roles_role.publish_problem,
    roles_role.published_at, roles_role.publishes_thin, roles_role.replaced_by_id,
    roles_role.review_on, roles_role.reviewed_on, roles_role.slug, roles_role.sort_*,
    roles_role.source_language, roles_role.stage, roles_role.status, roles_role.summary,
    roles_role.summary_*, roles_role.title, roles_role.title_*, roles_role.updated_at,
    roles_rolefamily.description, roles_rolefamily.description_*, roles_rolefamily.hue,
    roles_rolefamily.id, roles_rolefamily.order, roles_rolefamily.parent_id, roles_rolefamily.path,
    roles_rolefamily.slug, roles_rolefamily.sort_*, roles_rolefamily.source_language,
    roles_rolefamily.title, roles_rolefamily.title_*
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE (roles_role.status = ? AND roles_role.id IN (…))
ORDER BY roles_role.slug ASC

-- 13
SELECT COUNT(roles_roleskill.id) AS pk__count, roles_roleskill.role_id AS role
FROM roles_roleskill
WHERE roles_roleskill.role_id IN (…)
GROUP BY …

-- 14
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

-- 15, after a change only
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 16, after a change only
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
