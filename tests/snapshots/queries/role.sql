-- Queries after a change of the content: 22; later: 16

-- 1
SELECT EXISTS(SELECT ? AS a, T3.slug AS replaced_by__slug, T3.source_language AS
    replaced_by__source_language, T3.status AS replaced_by__status, T3.title_en AS
    replaced_by__title_en, T3.title_fi AS replaced_by__title_fi, T3.title_nb AS
    replaced_by__title_nb, T3.title_pl AS replaced_by__title_pl, T4.hue AS family__parent__hue,
    T4.parent_id AS family__parent__parent__id, T4.parent_id AS family__parent__parent_id, T4.slug
    AS family__parent__slug, T4.source_language AS family__parent__source_language, T4.title_en AS
    family__parent__title_en, T4.title_fi AS family__parent__title_fi, T4.title_nb AS
    family__parent__title_nb, T4.title_pl AS family__parent__title_pl, T5.hue AS
    family__parent__parent__hue, T5.parent_id AS family__parent__parent__parent__id, T5.parent_id AS
    family__parent__parent__parent_id, T5.slug AS family__parent__parent__slug, T5.source_language
    AS family__parent__parent__source_language, T5.title_en AS family__parent__parent__title_en,
    T5.title_fi AS family__parent__parent__title_fi, T5.title_nb AS
    family__parent__parent__title_nb, T5.title_pl AS family__parent__parent__title_pl, T6.hue AS
    family__parent__parent__parent__hue, T6.parent_id AS family__parent__parent__parent__parent_id,
    T6.slug AS family__parent__parent__parent__slug, T6.source_language AS
    family__parent__parent__parent__source_language, T6.title_en AS
    family__parent__parent__parent__title_en, T6.title_fi AS
    family__parent__parent__parent__title_fi, T6.title_nb AS
    family__parent__parent__parent__title_nb, T6.title_pl AS
    family__parent__parent__parent__title_pl, roles_role.conclusion_en AS conclusion_en,
    roles_role.conclusion_fi AS conclusion_fi, roles_role.conclusion_nb AS conclusion_nb,
    roles_role.conclusion_pl AS conclusion_pl, roles_role.experience_en AS experience_en,
    roles_role.experience_fi AS experience_fi, roles_role.experience_nb AS experience_nb,
    roles_role.experience_pl AS experience_pl, roles_role.family_id AS family__id,
    roles_role.family_id AS family_id, roles_role.growth_en AS growth_en, roles_role.growth_fi AS
    growth_fi, roles_role.growth_nb AS growth_nb, roles_role.growth_pl AS growth_pl, roles_role.id
    AS id, roles_role.introduction_en AS introduction_en, roles_role.introduction_fi AS
    introduction_fi, roles_role.introduction_nb AS introduction_nb, roles_role.introduction_pl AS
    introduction_pl, roles_role.pay_note_en AS pay_note_en, roles_role.pay_note_fi AS pay_note_fi,
    roles_role.pay_note_nb AS pay_note_nb, roles_role.pay_note_pl AS pay_note_pl,
    roles_role.published_at AS published_at, roles_role.replaced_by_id AS replaced_by__id,
    roles_role.replaced_by_id AS replaced_by_id, roles_role.reviewed_on AS reviewed_on,
    roles_role.slug AS slug, roles_role.source_language AS source_language, roles_role.stage AS
    stage, roles_role.status AS status, roles_role.summary_en AS summary_en, roles_role.summary_fi
    AS summary_fi, roles_role.summary_nb AS summary_nb, roles_role.summary_pl AS summary_pl,
    roles_role.title_en AS title_en, roles_role.title_fi AS title_fi, roles_role.title_nb AS
    title_nb, roles_role.title_pl AS title_pl, roles_role.updated_at AS updated_at,
    roles_rolefamily.hue AS family__hue, roles_rolefamily.parent_id AS family__parent__id,
    roles_rolefamily.parent_id AS family__parent_id, roles_rolefamily.slug AS family__slug,
    roles_rolefamily.source_language AS family__source_language, roles_rolefamily.title_en AS
    family__title_en, roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS
    family__title_nb, roles_rolefamily.title_pl AS family__title_pl
FROM roles_responsibility U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_responsibilities, EXISTS(SELECT ? AS a
FROM roles_roleskill U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_role_skills, EXISTS(SELECT ? AS a
FROM roles_tooluse U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_tool_uses, EXISTS(SELECT ? AS a
FROM roles_rolemetric U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_role_metrics, EXISTS(SELECT ? AS a
FROM roles_payrange U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_pay_ranges, EXISTS(SELECT ? AS a
FROM roles_bestpractice U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_best_practices, EXISTS(SELECT ? AS a
FROM roles_question U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_questions, EXISTS(SELECT ? AS a
FROM careers_careerstep U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS has_career_steps
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
LEFT OUTER JOIN roles_role T3 ON (roles_role.replaced_by_id = T3.id)
LEFT OUTER JOIN roles_rolefamily T4 ON (roles_rolefamily.parent_id = T4.id)
LEFT OUTER JOIN roles_rolefamily T5 ON (T4.parent_id = T5.id)
LEFT OUTER JOIN roles_rolefamily T6 ON (T5.parent_id = T6.id)
WHERE roles_role.slug = (?)
ORDER BY slug ASC

-- 2
SELECT roles_alternativetitle.language AS language, roles_alternativetitle.title AS title
FROM roles_alternativetitle
WHERE (roles_alternativetitle.role_id = (?) AND roles_alternativetitle.shown)
ORDER BY roles_alternativetitle.order ASC, roles_alternativetitle.id ASC

-- 3
SELECT roles_responsibility.area_id AS area__id, roles_responsibility.area_id AS area_id,
    roles_responsibility.description_en AS description_en, roles_responsibility.description_fi AS
    description_fi, roles_responsibility.description_nb AS description_nb,
    roles_responsibility.description_pl AS description_pl, roles_responsibility.id AS id,
    roles_responsibility.key AS key, roles_responsibility.order AS order,
    roles_responsibility.role_id AS role_id, roles_responsibility.source_language AS
    source_language, roles_responsibility.tasks_en AS tasks_en, roles_responsibility.tasks_fi AS
    tasks_fi, roles_responsibility.tasks_nb AS tasks_nb, roles_responsibility.tasks_pl AS tasks_pl,
    roles_responsibility.title_en AS title_en, roles_responsibility.title_fi AS title_fi,
    roles_responsibility.title_nb AS title_nb, roles_responsibility.title_pl AS title_pl,
    roles_responsibilityarea.slug AS area__slug, roles_responsibilityarea.source_language AS
    area__source_language, roles_responsibilityarea.title_en AS area__title_en,
    roles_responsibilityarea.title_fi AS area__title_fi, roles_responsibilityarea.title_nb AS
    area__title_nb, roles_responsibilityarea.title_pl AS area__title_pl
FROM roles_responsibility
INNER JOIN roles_responsibilityarea ON (roles_responsibility.area_id = roles_responsibilityarea.id)
WHERE roles_responsibility.role_id = (?)
ORDER BY order ASC, roles_responsibility.id ASC

-- 4
SELECT roles_roleskill.context_en AS context_en, roles_roleskill.context_fi AS context_fi,
    roles_roleskill.context_nb AS context_nb, roles_roleskill.context_pl AS context_pl,
    roles_roleskill.id AS id, roles_roleskill.order AS order, roles_roleskill.points_en AS
    points_en, roles_roleskill.points_fi AS points_fi, roles_roleskill.points_nb AS points_nb,
    roles_roleskill.points_pl AS points_pl, roles_roleskill.requirement AS requirement,
    roles_roleskill.role_id AS role_id, roles_roleskill.skill_id AS skill__id,
    roles_roleskill.skill_id AS skill_id, roles_roleskill.source_language AS source_language,
    skills_skill.group_id AS skill__group__id, skills_skill.group_id AS skill__group_id,
    skills_skill.kind AS skill__kind, skills_skill.slug AS skill__slug, skills_skill.source_language
    AS skill__source_language, skills_skill.title_en AS skill__title_en, skills_skill.title_fi AS
    skill__title_fi, skills_skill.title_nb AS skill__title_nb, skills_skill.title_pl AS
    skill__title_pl, skills_skillgroup.slug AS skill__group__slug, skills_skillgroup.source_language
    AS skill__group__source_language, skills_skillgroup.title_en AS skill__group__title_en,
    skills_skillgroup.title_fi AS skill__group__title_fi, skills_skillgroup.title_nb AS
    skill__group__title_nb, skills_skillgroup.title_pl AS skill__group__title_pl
FROM roles_roleskill
INNER JOIN skills_skill ON (roles_roleskill.skill_id = skills_skill.id)
LEFT OUTER JOIN skills_skillgroup ON (skills_skill.group_id = skills_skillgroup.id)
WHERE roles_roleskill.role_id = (?)
ORDER BY order ASC, roles_roleskill.id ASC

-- 5
SELECT roles_tooluse.category_id AS category__id, roles_tooluse.category_id AS category_id,
    roles_tooluse.id AS id, roles_tooluse.order AS order, roles_tooluse.purpose_en AS purpose_en,
    roles_tooluse.purpose_fi AS purpose_fi, roles_tooluse.purpose_nb AS purpose_nb,
    roles_tooluse.purpose_pl AS purpose_pl, roles_tooluse.role_id AS role_id,
    roles_tooluse.source_language AS source_language, skills_toolcategory.slug AS category__slug,
    skills_toolcategory.source_language AS category__source_language, skills_toolcategory.title_en
    AS category__title_en, skills_toolcategory.title_fi AS category__title_fi,
    skills_toolcategory.title_nb AS category__title_nb, skills_toolcategory.title_pl AS
    category__title_pl
FROM roles_tooluse
INNER JOIN skills_toolcategory ON (roles_tooluse.category_id = skills_toolcategory.id)
WHERE roles_tooluse.role_id = (?)
ORDER BY order ASC, roles_tooluse.id ASC

-- 6
SELECT roles_tooluse_tools.id AS id, roles_tooluse_tools.tool_id AS tool__id,
    roles_tooluse_tools.tool_id AS tool_id, roles_tooluse_tools.tooluse_id AS tooluse_id,
    skills_tool.name AS tool__name, skills_tool.slug AS tool__slug, skills_tool.source_language AS
    tool__source_language
FROM roles_tooluse_tools
INNER JOIN roles_tooluse ON (roles_tooluse_tools.tooluse_id = roles_tooluse.id)
INNER JOIN skills_tool ON (roles_tooluse_tools.tool_id = skills_tool.id)
WHERE roles_tooluse.role_id IN (…)
ORDER BY tool__slug ASC

-- 7
SELECT roles_rolemetric.context_en AS context_en, roles_rolemetric.context_fi AS context_fi,
    roles_rolemetric.context_nb AS context_nb, roles_rolemetric.context_pl AS context_pl,
    roles_rolemetric.id AS id, roles_rolemetric.metric_id AS metric__id, roles_rolemetric.metric_id
    AS metric_id, roles_rolemetric.order AS order, roles_rolemetric.role_id AS role_id,
    roles_rolemetric.source_language AS source_language, skills_metric.abbreviation AS
    metric__abbreviation, skills_metric.definition_en AS metric__definition_en,
    skills_metric.definition_fi AS metric__definition_fi, skills_metric.definition_nb AS
    metric__definition_nb, skills_metric.definition_pl AS metric__definition_pl, skills_metric.rise
    AS metric__rise, skills_metric.slug AS metric__slug, skills_metric.source_language AS
    metric__source_language, skills_metric.title_en AS metric__title_en, skills_metric.title_fi AS
    metric__title_fi, skills_metric.title_nb AS metric__title_nb, skills_metric.title_pl AS
    metric__title_pl
FROM roles_rolemetric
INNER JOIN skills_metric ON (roles_rolemetric.metric_id = skills_metric.id)
WHERE roles_rolemetric.role_id = (?)
ORDER BY order ASC, roles_rolemetric.id ASC

-- 8
SELECT roles_bestpractice.description_en AS description_en, roles_bestpractice.description_fi AS
    description_fi, roles_bestpractice.description_nb AS description_nb,
    roles_bestpractice.description_pl AS description_pl, roles_bestpractice.id AS id,
    roles_bestpractice.key AS key, roles_bestpractice.order AS order, roles_bestpractice.points_en
    AS points_en, roles_bestpractice.points_fi AS points_fi, roles_bestpractice.points_nb AS
    points_nb, roles_bestpractice.points_pl AS points_pl, roles_bestpractice.role_id AS role_id,
    roles_bestpractice.source_language AS source_language, roles_bestpractice.title_en AS title_en,
    roles_bestpractice.title_fi AS title_fi, roles_bestpractice.title_nb AS title_nb,
    roles_bestpractice.title_pl AS title_pl
FROM roles_bestpractice
WHERE roles_bestpractice.role_id = (?)
ORDER BY order ASC, roles_bestpractice.id ASC

-- 9
SELECT roles_question.answer_en AS answer_en, roles_question.answer_fi AS answer_fi,
    roles_question.answer_nb AS answer_nb, roles_question.answer_pl AS answer_pl, roles_question.id
    AS id, roles_question.key AS key, roles_question.order AS order, roles_question.question_en AS
    question_en, roles_question.question_fi AS question_fi, roles_question.question_nb AS
    question_nb, roles_question.question_pl AS question_pl, roles_question.role_id AS role_id,
    roles_question.source_language AS source_language
FROM roles_question
WHERE roles_question.role_id = (?)
ORDER BY order ASC, roles_question.id ASC

-- 10
SELECT careers_careerstep.advice_en AS advice_en, careers_careerstep.advice_fi AS advice_fi,
    careers_careerstep.advice_nb AS advice_nb, careers_careerstep.advice_pl AS advice_pl,
    careers_careerstep.id AS id, careers_careerstep.key AS key, careers_careerstep.kind AS kind,
    careers_careerstep.order AS order, careers_careerstep.role_id AS role_id,
    careers_careerstep.source_language AS source_language, careers_careerstep.stage AS stage
FROM careers_careerstep
WHERE careers_careerstep.role_id = (?)
ORDER BY order ASC, careers_careerstep.id ASC

-- 11
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

-- 12
SELECT COALESCE(((T5.essential + T5.useful) + T5.categories), ?) AS role_items,
    COALESCE(((roles_needcounts.essential + roles_needcounts.useful) + roles_needcounts.categories),
    ?) AS other_items, COALESCE((roles_needcounts.essential + roles_needcounts.useful), ?) AS
    other_skills, T3.status AS status, roles_relatedrole.id AS id, roles_relatedrole.nearness AS
    nearness, roles_relatedrole.other_id AS other_id, roles_relatedrole.role_id AS role_id,
    roles_relatedrole.share AS share, roles_relatedrole.shared_skills AS shared_skills
FROM roles_relatedrole
INNER JOIN roles_role ON (roles_relatedrole.role_id = roles_role.id)
INNER JOIN roles_role T3 ON (roles_relatedrole.other_id = T3.id)
LEFT OUTER JOIN roles_needcounts ON (T3.id = roles_needcounts.role_id)
LEFT OUTER JOIN roles_needcounts T5 ON (roles_role.id = T5.role_id)
WHERE roles_relatedrole.role_id = (?)
ORDER BY nearness DESC, T3.slug ASC

-- 13
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 14, after a change only
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
SELECT roles_roleskill.id AS id, roles_roleskill.role_id AS role_id, roles_roleskill.skill_id AS
    skill_id
FROM roles_roleskill
WHERE roles_roleskill.role_id IN (…)
ORDER BY roles_roleskill.id ASC

-- 16, after a change only
SELECT roles_role.family_id AS family__id, roles_role.family_id AS family_id, roles_role.id AS id,
    roles_role.slug AS slug, roles_role.source_language AS source_language, roles_role.stage AS
    stage, roles_role.summary_en AS summary_en, roles_role.summary_fi AS summary_fi,
    roles_role.summary_nb AS summary_nb, roles_role.summary_pl AS summary_pl, roles_role.title_en AS
    title_en, roles_role.title_fi AS title_fi, roles_role.title_nb AS title_nb, roles_role.title_pl
    AS title_pl, roles_role.updated_at AS updated_at, roles_rolefamily.hue AS family__hue,
    roles_rolefamily.slug AS family__slug, roles_rolefamily.source_language AS
    family__source_language, roles_rolefamily.title_en AS family__title_en,
    roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS family__title_nb,
    roles_rolefamily.title_pl AS family__title_pl
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE (roles_role.status = ? AND roles_role.id IN (…))
ORDER BY slug ASC

-- 17
SELECT sources_citation.content_type_id AS content_type, sources_citation.field AS field,
    sources_citation.object_id AS object_id, sources_citation.source_id AS source
FROM sources_citation
WHERE ((sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)))
ORDER BY sources_citation.id ASC

-- 18, after a change only
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

-- 19, after a change only
SELECT skills_skillgroup.id AS id, skills_skillgroup.order AS order, skills_skillgroup.slug AS slug,
    skills_skillgroup.source_language AS source_language, skills_skillgroup.title_en AS title_en,
    skills_skillgroup.title_fi AS title_fi, skills_skillgroup.title_nb AS title_nb,
    skills_skillgroup.title_pl AS title_pl
FROM skills_skillgroup
ORDER BY order ASC, skills_skillgroup.id ASC

-- 20
SELECT (history_entry.values -> ?) AS status, history_change.at AS at, history_entry.change_id AS
    change_id, history_entry.fields AS fields, history_entry.id AS id, history_entry.model AS model,
    history_entry.object_id AS object_id, history_entry.owner_id AS owner_id, history_entry.verb AS
    verb
FROM history_entry
INNER JOIN history_change ON (history_entry.change_id = history_change.id)
WHERE (history_entry.owner_model = ? AND history_entry.owner_id = (?))
ORDER BY history_entry.id DESC
LIMIT 200

-- 21
SELECT sources_identifier.id AS id, sources_identifier.match AS match, sources_identifier.scheme AS
    scheme, sources_identifier.value AS value, sources_identifier.version AS version
FROM sources_identifier
WHERE (sources_identifier.content_type_id = (?) AND sources_identifier.is_confirmed AND
    sources_identifier.object_id = (?))
ORDER BY scheme ASC, version ASC, value ASC

-- 22, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
