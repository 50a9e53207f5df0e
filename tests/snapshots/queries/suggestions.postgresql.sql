-- Queries after a change of the content: 13; later: 13

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
SELECT count, term
FROM search_term
WHERE generation = ? AND term IN (…)

-- 5
SELECT id
FROM search_vector
WHERE vector @@ ?::tsquery AND id >= ? AND id < ?
ORDER BY id + 0
LIMIT ?

-- 6
SELECT search_passage.anchor, search_passage.body, search_passage.id, search_passage.language,
    search_passage.object, search_passage.section, search_passage.text, search_passage.title,
    search_passage.words
FROM search_passage
WHERE search_passage.id IN (…)

-- 7
SELECT search_synonym.id, search_synonym.identifier, search_synonym.is_whole_query,
    search_synonym.key, search_synonym.language, search_synonym.meaning, search_synonym.phrase,
    search_synonym.source_language
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
SELECT skills_skill.description, skills_skill.description_*, skills_skill.group_id, skills_skill.id,
    skills_skill.is_retired, skills_skill.kind, skills_skill.replaced_by_id, skills_skill.reuse,
    skills_skill.slug, skills_skill.sort_*, skills_skill.source_language, skills_skill.title,
    skills_skill.title_*, skills_skillgroup.id, skills_skillgroup.order, skills_skillgroup.slug,
    skills_skillgroup.source_language, skills_skillgroup.title, skills_skillgroup.title_*
FROM skills_skill
LEFT OUTER JOIN skills_skillgroup ON (skills_skill.group_id = skills_skillgroup.id)
WHERE (NOT skills_skill.is_retired AND skills_skill.id IN (…))
ORDER BY skills_skill.slug ASC

-- 9
SELECT skills_tool.id, skills_tool.name, skills_tool.slug, skills_tool.sort_*,
    skills_tool.source_language
FROM skills_tool
WHERE skills_tool.id IN (…)
ORDER BY skills_tool.slug ASC

-- 10
SELECT DISTINCT T5.conclusion, T5.conclusion_*, T5.experience, T5.experience_*, T5.family_id,
    T5.growth, T5.growth_*, T5.id, T5.introduction, T5.introduction_*, T5.pay_note, T5.pay_note_*,
    T5.publish_at, T5.publish_problem, T5.published_at, T5.publishes_thin, T5.replaced_by_id,
    T5.review_on, T5.reviewed_on, T5.slug, T5.sort_*, T5.source_language, T5.stage, T5.status,
    T5.summary, T5.summary_*, T5.title, T5.title_*, T5.updated_at, careers_position.id,
    careers_position.lane, careers_position.role_id, careers_position.slug, careers_position.sort_*,
    careers_position.source_language, careers_position.stage, careers_position.title,
    careers_position.title_*
FROM careers_position
INNER JOIN careers_careerstep_positions ON (careers_position.id =
    careers_careerstep_positions.position_id)
INNER JOIN careers_careerstep ON (careers_careerstep_positions.careerstep_id =
    careers_careerstep.id)
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
LEFT OUTER JOIN roles_role T5 ON (careers_position.role_id = T5.id)
WHERE (roles_role.status = ? AND careers_position.role_id IS NULL AND careers_position.id IN (…))
ORDER BY careers_position.slug ASC

-- 11
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

-- 12
SELECT careers_careerstep.advice, careers_careerstep.advice_*, careers_careerstep.id,
    careers_careerstep.key, careers_careerstep.kind, careers_careerstep.order,
    careers_careerstep.role_id, careers_careerstep.source_language, careers_careerstep.stage,
    roles_role.conclusion, roles_role.conclusion_*, roles_role.experience, roles_role.experience_*,
    roles_role.family_id, roles_role.growth, roles_role.growth_*, roles_role.id,
    roles_role.introduction, roles_role.introduction_*, roles_role.pay_note, roles_role.pay_note_*,
    roles_role.publish_at, roles_role.publish_problem, roles_role.published_at,
    roles_role.publishes_thin, roles_role.replaced_by_id, roles_role.review_on,
    roles_role.reviewed_on, roles_role.slug, roles_role.sort_*, roles_role.source_language,
    roles_role.stage, roles_role.status, roles_role.summary, roles_role.summary_*, roles_role.title,
    roles_role.title_*, roles_role.updated_at
FROM careers_careerstep
INNER JOIN careers_careerstep_positions ON (careers_careerstep.id =
    careers_careerstep_positions.careerstep_id)
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
WHERE (careers_careerstep_positions.position_id IN (…) AND roles_role.status = ?)
ORDER BY roles_role.slug DESC, careers_careerstep.order DESC, careers_careerstep.id DESC

-- 13
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
INNER JOIN careers_careerstep_positions ON (careers_position.id =
    careers_careerstep_positions.position_id)
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
WHERE careers_careerstep_positions.careerstep_id IN (…)
ORDER BY careers_position.slug ASC
