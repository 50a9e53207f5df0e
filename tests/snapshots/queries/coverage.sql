-- Queries after a change of the content: 19; later: 1

-- 1
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 2, after a change only
SELECT (((((((((((((((((((((((((((CASE WHEN roles_role.conclusion_en > ? THEN ? ELSE ? END + CASE
    WHEN roles_role.conclusion_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_role.conclusion_nb > ?
    THEN ? ELSE ? END) + CASE WHEN roles_role.conclusion_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_role.experience_en > ? THEN ? ELSE ? END) + CASE WHEN roles_role.experience_fi > ? THEN ?
    ELSE ? END) + CASE WHEN roles_role.experience_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_role.experience_pl > ? THEN ? ELSE ? END) + CASE WHEN roles_role.growth_en > ? THEN ? ELSE
    ? END) + CASE WHEN roles_role.growth_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_role.growth_nb
    > ? THEN ? ELSE ? END) + CASE WHEN roles_role.growth_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_role.introduction_en > ? THEN ? ELSE ? END) + CASE WHEN roles_role.introduction_fi > ?
    THEN ? ELSE ? END) + CASE WHEN roles_role.introduction_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_role.introduction_pl > ? THEN ? ELSE ? END) + CASE WHEN roles_role.pay_note_en > ? THEN ?
    ELSE ? END) + CASE WHEN roles_role.pay_note_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_role.pay_note_nb > ? THEN ? ELSE ? END) + CASE WHEN roles_role.pay_note_pl > ? THEN ? ELSE
    ? END) + CASE WHEN roles_role.summary_en > ? THEN ? ELSE ? END) + CASE WHEN
    roles_role.summary_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_role.summary_nb > ? THEN ? ELSE ?
    END) + CASE WHEN roles_role.summary_pl > ? THEN ? ELSE ? END) + CASE WHEN roles_role.title_en >
    ? THEN ? ELSE ? END) + CASE WHEN roles_role.title_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_role.title_nb > ? THEN ? ELSE ? END) + CASE WHEN roles_role.title_pl > ? THEN ? ELSE ?
    END) AS combinedexpression1, roles_role.id AS pk
FROM roles_role
WHERE roles_role.status = ?

-- 3, after a change only
SELECT (((CASE WHEN careers_position.title_en > ? THEN ? ELSE ? END + CASE WHEN
    careers_position.title_fi > ? THEN ? ELSE ? END) + CASE WHEN careers_position.title_nb > ? THEN
    ? ELSE ? END) + CASE WHEN careers_position.title_pl > ? THEN ? ELSE ? END) AS
    combinedexpression1, careers_position.id AS pk
FROM careers_position
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
WHERE NOT (roles_role.status IN (…) AND roles_role.status IS NOT NULL)

-- 4, after a change only
SELECT (((CASE WHEN careers_careerstep.advice_en > ? THEN ? ELSE ? END + CASE WHEN
    careers_careerstep.advice_fi > ? THEN ? ELSE ? END) + CASE WHEN careers_careerstep.advice_nb > ?
    THEN ? ELSE ? END) + CASE WHEN careers_careerstep.advice_pl > ? THEN ? ELSE ? END) AS
    combinedexpression1, careers_careerstep.role_id AS role_id
FROM careers_careerstep
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (careers_careerstep.advice_en > ? OR careers_careerstep.advice_fi >
    ? OR careers_careerstep.advice_nb > ? OR careers_careerstep.advice_pl > ?))

-- 5, after a change only
SELECT (((((((CASE WHEN roles_rolefamily.description_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_rolefamily.description_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_rolefamily.description_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_rolefamily.description_pl > ? THEN ? ELSE ? END) + CASE WHEN roles_rolefamily.title_en > ?
    THEN ? ELSE ? END) + CASE WHEN roles_rolefamily.title_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_rolefamily.title_nb > ? THEN ? ELSE ? END) + CASE WHEN roles_rolefamily.title_pl > ? THEN
    ? ELSE ? END) AS combinedexpression1, roles_rolefamily.id AS pk
FROM roles_rolefamily

-- 6, after a change only
SELECT (((CASE WHEN roles_responsibilityarea.title_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_responsibilityarea.title_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_responsibilityarea.title_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_responsibilityarea.title_pl > ? THEN ? ELSE ? END) AS combinedexpression1,
    roles_responsibilityarea.id AS pk
FROM roles_responsibilityarea

-- 7, after a change only
SELECT (((((((((((CASE WHEN roles_responsibility.description_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_responsibility.description_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_responsibility.description_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_responsibility.description_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_responsibility.tasks_en > ? THEN ? ELSE ? END) + CASE WHEN roles_responsibility.tasks_fi >
    ? THEN ? ELSE ? END) + CASE WHEN roles_responsibility.tasks_nb > ? THEN ? ELSE ? END) + CASE
    WHEN roles_responsibility.tasks_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_responsibility.title_en > ? THEN ? ELSE ? END) + CASE WHEN roles_responsibility.title_fi >
    ? THEN ? ELSE ? END) + CASE WHEN roles_responsibility.title_nb > ? THEN ? ELSE ? END) + CASE
    WHEN roles_responsibility.title_pl > ? THEN ? ELSE ? END) AS combinedexpression1,
    roles_responsibility.role_id AS role_id
FROM roles_responsibility
INNER JOIN roles_role ON (roles_responsibility.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (roles_responsibility.description_en > ? OR
    roles_responsibility.description_fi > ? OR roles_responsibility.description_nb > ? OR
    roles_responsibility.description_pl > ? OR roles_responsibility.tasks_en > ? OR
    roles_responsibility.tasks_fi > ? OR roles_responsibility.tasks_nb > ? OR
    roles_responsibility.tasks_pl > ? OR roles_responsibility.title_en > ? OR
    roles_responsibility.title_fi > ? OR roles_responsibility.title_nb > ? OR
    roles_responsibility.title_pl > ?))

-- 8, after a change only
SELECT (((((((CASE WHEN roles_roleskill.context_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_roleskill.context_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_roleskill.context_nb > ?
    THEN ? ELSE ? END) + CASE WHEN roles_roleskill.context_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_roleskill.points_en > ? THEN ? ELSE ? END) + CASE WHEN roles_roleskill.points_fi > ? THEN
    ? ELSE ? END) + CASE WHEN roles_roleskill.points_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_roleskill.points_pl > ? THEN ? ELSE ? END) AS combinedexpression1, roles_roleskill.role_id
    AS role_id
FROM roles_roleskill
INNER JOIN roles_role ON (roles_roleskill.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (roles_roleskill.context_en > ? OR roles_roleskill.context_fi > ?
    OR roles_roleskill.context_nb > ? OR roles_roleskill.context_pl > ? OR roles_roleskill.points_en
    > ? OR roles_roleskill.points_fi > ? OR roles_roleskill.points_nb > ? OR
    roles_roleskill.points_pl > ?))

-- 9, after a change only
SELECT (((CASE WHEN roles_tooluse.purpose_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_tooluse.purpose_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_tooluse.purpose_nb > ? THEN ?
    ELSE ? END) + CASE WHEN roles_tooluse.purpose_pl > ? THEN ? ELSE ? END) AS combinedexpression1,
    roles_tooluse.role_id AS role_id
FROM roles_tooluse
INNER JOIN roles_role ON (roles_tooluse.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (roles_tooluse.purpose_en > ? OR roles_tooluse.purpose_fi > ? OR
    roles_tooluse.purpose_nb > ? OR roles_tooluse.purpose_pl > ?))

-- 10, after a change only
SELECT (((CASE WHEN roles_rolemetric.context_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_rolemetric.context_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_rolemetric.context_nb > ?
    THEN ? ELSE ? END) + CASE WHEN roles_rolemetric.context_pl > ? THEN ? ELSE ? END) AS
    combinedexpression1, roles_rolemetric.role_id AS role_id
FROM roles_rolemetric
INNER JOIN roles_role ON (roles_rolemetric.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (roles_rolemetric.context_en > ? OR roles_rolemetric.context_fi > ?
    OR roles_rolemetric.context_nb > ? OR roles_rolemetric.context_pl > ?))

-- 11, after a change only
SELECT (((((((CASE WHEN roles_payrange.audience_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_payrange.audience_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_payrange.audience_nb > ?
    THEN ? ELSE ? END) + CASE WHEN roles_payrange.audience_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_payrange.place_en > ? THEN ? ELSE ? END) + CASE WHEN roles_payrange.place_fi > ? THEN ?
    ELSE ? END) + CASE WHEN roles_payrange.place_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_payrange.place_pl > ? THEN ? ELSE ? END) AS combinedexpression1, roles_payrange.role_id AS
    role_id
FROM roles_payrange
INNER JOIN roles_role ON (roles_payrange.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (roles_payrange.audience_en > ? OR roles_payrange.audience_fi > ?
    OR roles_payrange.audience_nb > ? OR roles_payrange.audience_pl > ? OR roles_payrange.place_en >
    ? OR roles_payrange.place_fi > ? OR roles_payrange.place_nb > ? OR roles_payrange.place_pl > ?))

-- 12, after a change only
SELECT (((((((((((CASE WHEN roles_bestpractice.description_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_bestpractice.description_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_bestpractice.description_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_bestpractice.description_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_bestpractice.points_en > ? THEN ? ELSE ? END) + CASE WHEN roles_bestpractice.points_fi > ?
    THEN ? ELSE ? END) + CASE WHEN roles_bestpractice.points_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_bestpractice.points_pl > ? THEN ? ELSE ? END) + CASE WHEN roles_bestpractice.title_en > ?
    THEN ? ELSE ? END) + CASE WHEN roles_bestpractice.title_fi > ? THEN ? ELSE ? END) + CASE WHEN
    roles_bestpractice.title_nb > ? THEN ? ELSE ? END) + CASE WHEN roles_bestpractice.title_pl > ?
    THEN ? ELSE ? END) AS combinedexpression1, roles_bestpractice.role_id AS role_id
FROM roles_bestpractice
INNER JOIN roles_role ON (roles_bestpractice.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (roles_bestpractice.description_en > ? OR
    roles_bestpractice.description_fi > ? OR roles_bestpractice.description_nb > ? OR
    roles_bestpractice.description_pl > ? OR roles_bestpractice.points_en > ? OR
    roles_bestpractice.points_fi > ? OR roles_bestpractice.points_nb > ? OR
    roles_bestpractice.points_pl > ? OR roles_bestpractice.title_en > ? OR
    roles_bestpractice.title_fi > ? OR roles_bestpractice.title_nb > ? OR
    roles_bestpractice.title_pl > ?))

-- 13, after a change only
SELECT (((((((CASE WHEN roles_question.answer_en > ? THEN ? ELSE ? END + CASE WHEN
    roles_question.answer_fi > ? THEN ? ELSE ? END) + CASE WHEN roles_question.answer_nb > ? THEN ?
    ELSE ? END) + CASE WHEN roles_question.answer_pl > ? THEN ? ELSE ? END) + CASE WHEN
    roles_question.question_en > ? THEN ? ELSE ? END) + CASE WHEN roles_question.question_fi > ?
    THEN ? ELSE ? END) + CASE WHEN roles_question.question_nb > ? THEN ? ELSE ? END) + CASE WHEN
    roles_question.question_pl > ? THEN ? ELSE ? END) AS combinedexpression1, roles_question.role_id
    AS role_id
FROM roles_question
INNER JOIN roles_role ON (roles_question.role_id = roles_role.id)
WHERE (roles_role.status = ? AND (roles_question.answer_en > ? OR roles_question.answer_fi > ? OR
    roles_question.answer_nb > ? OR roles_question.answer_pl > ? OR roles_question.question_en > ?
    OR roles_question.question_fi > ? OR roles_question.question_nb > ? OR
    roles_question.question_pl > ?))

-- 14, after a change only
SELECT (((CASE WHEN skills_skillgroup.title_en > ? THEN ? ELSE ? END + CASE WHEN
    skills_skillgroup.title_fi > ? THEN ? ELSE ? END) + CASE WHEN skills_skillgroup.title_nb > ?
    THEN ? ELSE ? END) + CASE WHEN skills_skillgroup.title_pl > ? THEN ? ELSE ? END) AS
    combinedexpression1, skills_skillgroup.id AS pk
FROM skills_skillgroup

-- 15, after a change only
SELECT (((((((CASE WHEN skills_skill.description_en > ? THEN ? ELSE ? END + CASE WHEN
    skills_skill.description_fi > ? THEN ? ELSE ? END) + CASE WHEN skills_skill.description_nb > ?
    THEN ? ELSE ? END) + CASE WHEN skills_skill.description_pl > ? THEN ? ELSE ? END) + CASE WHEN
    skills_skill.title_en > ? THEN ? ELSE ? END) + CASE WHEN skills_skill.title_fi > ? THEN ? ELSE ?
    END) + CASE WHEN skills_skill.title_nb > ? THEN ? ELSE ? END) + CASE WHEN skills_skill.title_pl
    > ? THEN ? ELSE ? END) AS combinedexpression1, skills_skill.id AS pk
FROM skills_skill
WHERE NOT skills_skill.is_retired

-- 16, after a change only
SELECT (((((((CASE WHEN skills_toolcategory.description_en > ? THEN ? ELSE ? END + CASE WHEN
    skills_toolcategory.description_fi > ? THEN ? ELSE ? END) + CASE WHEN
    skills_toolcategory.description_nb > ? THEN ? ELSE ? END) + CASE WHEN
    skills_toolcategory.description_pl > ? THEN ? ELSE ? END) + CASE WHEN
    skills_toolcategory.title_en > ? THEN ? ELSE ? END) + CASE WHEN skills_toolcategory.title_fi > ?
    THEN ? ELSE ? END) + CASE WHEN skills_toolcategory.title_nb > ? THEN ? ELSE ? END) + CASE WHEN
    skills_toolcategory.title_pl > ? THEN ? ELSE ? END) AS combinedexpression1,
    skills_toolcategory.id AS pk
FROM skills_toolcategory

-- 17, after a change only
SELECT (((((((CASE WHEN skills_metric.definition_en > ? THEN ? ELSE ? END + CASE WHEN
    skills_metric.definition_fi > ? THEN ? ELSE ? END) + CASE WHEN skills_metric.definition_nb > ?
    THEN ? ELSE ? END) + CASE WHEN skills_metric.definition_pl > ? THEN ? ELSE ? END) + CASE WHEN
    skills_metric.title_en > ? THEN ? ELSE ? END) + CASE WHEN skills_metric.title_fi > ? THEN ? ELSE
    ? END) + CASE WHEN skills_metric.title_nb > ? THEN ? ELSE ? END) + CASE WHEN
    skills_metric.title_pl > ? THEN ? ELSE ? END) AS combinedexpression1, skills_metric.id AS pk
FROM skills_metric

-- 18, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1

-- 19, after a change only
SELECT COUNT(translations_textstate.id) AS count, translations_textstate.language AS language,
    translations_textstate.model AS model, translations_textstate.owner_id AS owner_id,
    translations_textstate.owner_model AS owner_model, translations_textstate.state AS state
FROM translations_textstate
WHERE (translations_textstate.is_current AND NOT (translations_textstate.state = ?))
GROUP BY …
