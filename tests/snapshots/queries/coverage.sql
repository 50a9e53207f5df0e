-- Queries after a change of the content: 20; later: 1

-- 1
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 2, after a change only
SELECT COUNT(careers_position.id) FILTER (WHERE (careers_position.title_en > ? OR
    careers_position.title_fi > ? OR careers_position.title_nb > ? OR careers_position.title_pl >
    ?)) AS title_total, COUNT(careers_position.id) FILTER (WHERE careers_position.title_en > ?) AS
    title_en_translated, COUNT(careers_position.id) FILTER (WHERE careers_position.title_fi > ?) AS
    title_fi_translated, COUNT(careers_position.id) FILTER (WHERE careers_position.title_nb > ?) AS
    title_nb_translated, COUNT(careers_position.id) FILTER (WHERE careers_position.title_pl > ?) AS
    title_pl_translated
FROM careers_position
LEFT OUTER JOIN roles_role ON (careers_position.role_id = roles_role.id)
WHERE NOT (roles_role.status IN (…) AND roles_role.status IS NOT NULL)

-- 3, after a change only
SELECT COUNT(careers_careerstep.id) FILTER (WHERE (careers_careerstep.advice_en > ? OR
    careers_careerstep.advice_fi > ? OR careers_careerstep.advice_nb > ? OR
    careers_careerstep.advice_pl > ?)) AS advice_total, COUNT(careers_careerstep.id) FILTER (WHERE
    careers_careerstep.advice_en > ?) AS advice_en_translated, COUNT(careers_careerstep.id) FILTER
    (WHERE careers_careerstep.advice_fi > ?) AS advice_fi_translated, COUNT(careers_careerstep.id)
    FILTER (WHERE careers_careerstep.advice_nb > ?) AS advice_nb_translated,
    COUNT(careers_careerstep.id) FILTER (WHERE careers_careerstep.advice_pl > ?) AS
    advice_pl_translated
FROM careers_careerstep
INNER JOIN roles_role ON (careers_careerstep.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 4, after a change only
SELECT COUNT(roles_rolefamily.id) FILTER (WHERE (roles_rolefamily.description_en > ? OR
    roles_rolefamily.description_fi > ? OR roles_rolefamily.description_nb > ? OR
    roles_rolefamily.description_pl > ?)) AS description_total, COUNT(roles_rolefamily.id) FILTER
    (WHERE (roles_rolefamily.title_en > ? OR roles_rolefamily.title_fi > ? OR
    roles_rolefamily.title_nb > ? OR roles_rolefamily.title_pl > ?)) AS title_total,
    COUNT(roles_rolefamily.id) FILTER (WHERE roles_rolefamily.description_en > ?) AS
    description_en_translated, COUNT(roles_rolefamily.id) FILTER (WHERE
    roles_rolefamily.description_fi > ?) AS description_fi_translated, COUNT(roles_rolefamily.id)
    FILTER (WHERE roles_rolefamily.description_nb > ?) AS description_nb_translated,
    COUNT(roles_rolefamily.id) FILTER (WHERE roles_rolefamily.description_pl > ?) AS
    description_pl_translated, COUNT(roles_rolefamily.id) FILTER (WHERE roles_rolefamily.title_en >
    ?) AS title_en_translated, COUNT(roles_rolefamily.id) FILTER (WHERE roles_rolefamily.title_fi >
    ?) AS title_fi_translated, COUNT(roles_rolefamily.id) FILTER (WHERE roles_rolefamily.title_nb >
    ?) AS title_nb_translated, COUNT(roles_rolefamily.id) FILTER (WHERE roles_rolefamily.title_pl >
    ?) AS title_pl_translated
FROM roles_rolefamily

-- 5, after a change only
SELECT COUNT(roles_role.id) FILTER (WHERE (roles_role.conclusion_en > ? OR roles_role.conclusion_fi
    > ? OR roles_role.conclusion_nb > ? OR roles_role.conclusion_pl > ?)) AS conclusion_total,
    COUNT(roles_role.id) FILTER (WHERE (roles_role.experience_en > ? OR roles_role.experience_fi > ?
    OR roles_role.experience_nb > ? OR roles_role.experience_pl > ?)) AS experience_total,
    COUNT(roles_role.id) FILTER (WHERE (roles_role.growth_en > ? OR roles_role.growth_fi > ? OR
    roles_role.growth_nb > ? OR roles_role.growth_pl > ?)) AS growth_total, COUNT(roles_role.id)
    FILTER (WHERE (roles_role.introduction_en > ? OR roles_role.introduction_fi > ? OR
    roles_role.introduction_nb > ? OR roles_role.introduction_pl > ?)) AS introduction_total,
    COUNT(roles_role.id) FILTER (WHERE (roles_role.pay_note_en > ? OR roles_role.pay_note_fi > ? OR
    roles_role.pay_note_nb > ? OR roles_role.pay_note_pl > ?)) AS pay_note_total,
    COUNT(roles_role.id) FILTER (WHERE (roles_role.summary_en > ? OR roles_role.summary_fi > ? OR
    roles_role.summary_nb > ? OR roles_role.summary_pl > ?)) AS summary_total, COUNT(roles_role.id)
    FILTER (WHERE (roles_role.title_en > ? OR roles_role.title_fi > ? OR roles_role.title_nb > ? OR
    roles_role.title_pl > ?)) AS title_total, COUNT(roles_role.id) FILTER (WHERE
    roles_role.conclusion_en > ?) AS conclusion_en_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.conclusion_fi > ?) AS conclusion_fi_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.conclusion_nb > ?) AS conclusion_nb_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.conclusion_pl > ?) AS conclusion_pl_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.experience_en > ?) AS experience_en_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.experience_fi > ?) AS experience_fi_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.experience_nb > ?) AS experience_nb_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.experience_pl > ?) AS experience_pl_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.growth_en > ?) AS growth_en_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.growth_fi > ?) AS growth_fi_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.growth_nb > ?) AS growth_nb_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.growth_pl > ?) AS growth_pl_translated, COUNT(roles_role.id) FILTER (WHERE
    roles_role.introduction_en > ?) AS introduction_en_translated, COUNT(roles_role.id) FILTER
    (WHERE roles_role.introduction_fi > ?) AS introduction_fi_translated, COUNT(roles_role.id)
    FILTER (WHERE roles_role.introduction_nb > ?) AS introduction_nb_translated,
    COUNT(roles_role.id) FILTER (WHERE roles_role.introduction_pl > ?) AS
    introduction_pl_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.pay_note_en > ?) AS
    pay_note_en_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.pay_note_fi > ?) AS
    pay_note_fi_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.pay_note_nb > ?) AS
    pay_note_nb_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.pay_note_pl > ?) AS
    pay_note_pl_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.summary_en > ?) AS
    summary_en_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.summary_fi > ?) AS
    summary_fi_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.summary_nb > ?) AS
    summary_nb_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.summary_pl > ?) AS
    summary_pl_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.title_en > ?) AS
    title_en_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.title_fi > ?) AS
    title_fi_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.title_nb > ?) AS
    title_nb_translated, COUNT(roles_role.id) FILTER (WHERE roles_role.title_pl > ?) AS
    title_pl_translated
FROM roles_role
WHERE roles_role.status = ?

-- 6, after a change only
SELECT COUNT(roles_responsibilityarea.id) FILTER (WHERE (roles_responsibilityarea.title_en > ? OR
    roles_responsibilityarea.title_fi > ? OR roles_responsibilityarea.title_nb > ? OR
    roles_responsibilityarea.title_pl > ?)) AS title_total, COUNT(roles_responsibilityarea.id)
    FILTER (WHERE roles_responsibilityarea.title_en > ?) AS title_en_translated,
    COUNT(roles_responsibilityarea.id) FILTER (WHERE roles_responsibilityarea.title_fi > ?) AS
    title_fi_translated, COUNT(roles_responsibilityarea.id) FILTER (WHERE
    roles_responsibilityarea.title_nb > ?) AS title_nb_translated,
    COUNT(roles_responsibilityarea.id) FILTER (WHERE roles_responsibilityarea.title_pl > ?) AS
    title_pl_translated
FROM roles_responsibilityarea

-- 7, after a change only
SELECT COUNT(roles_responsibility.id) FILTER (WHERE (roles_responsibility.description_en > ? OR
    roles_responsibility.description_fi > ? OR roles_responsibility.description_nb > ? OR
    roles_responsibility.description_pl > ?)) AS description_total, COUNT(roles_responsibility.id)
    FILTER (WHERE (roles_responsibility.tasks_en > ? OR roles_responsibility.tasks_fi > ? OR
    roles_responsibility.tasks_nb > ? OR roles_responsibility.tasks_pl > ?)) AS tasks_total,
    COUNT(roles_responsibility.id) FILTER (WHERE (roles_responsibility.title_en > ? OR
    roles_responsibility.title_fi > ? OR roles_responsibility.title_nb > ? OR
    roles_responsibility.title_pl > ?)) AS title_total, COUNT(roles_responsibility.id) FILTER (WHERE
    roles_responsibility.description_en > ?) AS description_en_translated,
    COUNT(roles_responsibility.id) FILTER (WHERE roles_responsibility.description_fi > ?) AS
    description_fi_translated, COUNT(roles_responsibility.id) FILTER (WHERE
    roles_responsibility.description_nb > ?) AS description_nb_translated,
    COUNT(roles_responsibility.id) FILTER (WHERE roles_responsibility.description_pl > ?) AS
    description_pl_translated, COUNT(roles_responsibility.id) FILTER (WHERE
    roles_responsibility.tasks_en > ?) AS tasks_en_translated, COUNT(roles_responsibility.id) FILTER
    (WHERE roles_responsibility.tasks_fi > ?) AS tasks_fi_translated, COUNT(roles_responsibility.id)
    FILTER (WHERE roles_responsibility.tasks_nb > ?) AS tasks_nb_translated,
    COUNT(roles_responsibility.id) FILTER (WHERE roles_responsibility.tasks_pl > ?) AS
    tasks_pl_translated, COUNT(roles_responsibility.id) FILTER (WHERE roles_responsibility.title_en
    > ?) AS title_en_translated, COUNT(roles_responsibility.id) FILTER (WHERE
    roles_responsibility.title_fi > ?) AS title_fi_translated, COUNT(roles_responsibility.id) FILTER
    (WHERE roles_responsibility.title_nb > ?) AS title_nb_translated, COUNT(roles_responsibility.id)
    FILTER (WHERE roles_responsibility.title_pl > ?) AS title_pl_translated
FROM roles_responsibility
INNER JOIN roles_role ON (roles_responsibility.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 8, after a change only
SELECT COUNT(roles_roleskill.id) FILTER (WHERE (roles_roleskill.context_en > ? OR
    roles_roleskill.context_fi > ? OR roles_roleskill.context_nb > ? OR roles_roleskill.context_pl >
    ?)) AS context_total, COUNT(roles_roleskill.id) FILTER (WHERE (roles_roleskill.points_en > ? OR
    roles_roleskill.points_fi > ? OR roles_roleskill.points_nb > ? OR roles_roleskill.points_pl >
    ?)) AS points_total, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.context_en > ?) AS
    context_en_translated, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.context_fi > ?)
    AS context_fi_translated, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.context_nb >
    ?) AS context_nb_translated, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.context_pl
    > ?) AS context_pl_translated, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.points_en
    > ?) AS points_en_translated, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.points_fi
    > ?) AS points_fi_translated, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.points_nb
    > ?) AS points_nb_translated, COUNT(roles_roleskill.id) FILTER (WHERE roles_roleskill.points_pl
    > ?) AS points_pl_translated
FROM roles_roleskill
INNER JOIN roles_role ON (roles_roleskill.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 9, after a change only
SELECT COUNT(roles_tooluse.id) FILTER (WHERE (roles_tooluse.purpose_en > ? OR
    roles_tooluse.purpose_fi > ? OR roles_tooluse.purpose_nb > ? OR roles_tooluse.purpose_pl > ?))
    AS purpose_total, COUNT(roles_tooluse.id) FILTER (WHERE roles_tooluse.purpose_en > ?) AS
    purpose_en_translated, COUNT(roles_tooluse.id) FILTER (WHERE roles_tooluse.purpose_fi > ?) AS
    purpose_fi_translated, COUNT(roles_tooluse.id) FILTER (WHERE roles_tooluse.purpose_nb > ?) AS
    purpose_nb_translated, COUNT(roles_tooluse.id) FILTER (WHERE roles_tooluse.purpose_pl > ?) AS
    purpose_pl_translated
FROM roles_tooluse
INNER JOIN roles_role ON (roles_tooluse.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 10, after a change only
SELECT COUNT(roles_rolemetric.id) FILTER (WHERE (roles_rolemetric.context_en > ? OR
    roles_rolemetric.context_fi > ? OR roles_rolemetric.context_nb > ? OR
    roles_rolemetric.context_pl > ?)) AS context_total, COUNT(roles_rolemetric.id) FILTER (WHERE
    roles_rolemetric.context_en > ?) AS context_en_translated, COUNT(roles_rolemetric.id) FILTER
    (WHERE roles_rolemetric.context_fi > ?) AS context_fi_translated, COUNT(roles_rolemetric.id)
    FILTER (WHERE roles_rolemetric.context_nb > ?) AS context_nb_translated,
    COUNT(roles_rolemetric.id) FILTER (WHERE roles_rolemetric.context_pl > ?) AS
    context_pl_translated
FROM roles_rolemetric
INNER JOIN roles_role ON (roles_rolemetric.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 11, after a change only
SELECT COUNT(roles_payrange.id) FILTER (WHERE (roles_payrange.audience_en > ? OR
    roles_payrange.audience_fi > ? OR roles_payrange.audience_nb > ? OR roles_payrange.audience_pl >
    ?)) AS audience_total, COUNT(roles_payrange.id) FILTER (WHERE (roles_payrange.place_en > ? OR
    roles_payrange.place_fi > ? OR roles_payrange.place_nb > ? OR roles_payrange.place_pl > ?)) AS
    place_total, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.audience_en > ?) AS
    audience_en_translated, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.audience_fi > ?)
    AS audience_fi_translated, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.audience_nb >
    ?) AS audience_nb_translated, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.audience_pl
    > ?) AS audience_pl_translated, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.place_en >
    ?) AS place_en_translated, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.place_fi > ?)
    AS place_fi_translated, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.place_nb > ?) AS
    place_nb_translated, COUNT(roles_payrange.id) FILTER (WHERE roles_payrange.place_pl > ?) AS
    place_pl_translated
FROM roles_payrange
INNER JOIN roles_role ON (roles_payrange.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 12, after a change only
SELECT COUNT(roles_bestpractice.id) FILTER (WHERE (roles_bestpractice.description_en > ? OR
    roles_bestpractice.description_fi > ? OR roles_bestpractice.description_nb > ? OR
    roles_bestpractice.description_pl > ?)) AS description_total, COUNT(roles_bestpractice.id)
    FILTER (WHERE (roles_bestpractice.points_en > ? OR roles_bestpractice.points_fi > ? OR
    roles_bestpractice.points_nb > ? OR roles_bestpractice.points_pl > ?)) AS points_total,
    COUNT(roles_bestpractice.id) FILTER (WHERE (roles_bestpractice.title_en > ? OR
    roles_bestpractice.title_fi > ? OR roles_bestpractice.title_nb > ? OR
    roles_bestpractice.title_pl > ?)) AS title_total, COUNT(roles_bestpractice.id) FILTER (WHERE
    roles_bestpractice.description_en > ?) AS description_en_translated,
    COUNT(roles_bestpractice.id) FILTER (WHERE roles_bestpractice.description_fi > ?) AS
    description_fi_translated, COUNT(roles_bestpractice.id) FILTER (WHERE
    roles_bestpractice.description_nb > ?) AS description_nb_translated,
    COUNT(roles_bestpractice.id) FILTER (WHERE roles_bestpractice.description_pl > ?) AS
    description_pl_translated, COUNT(roles_bestpractice.id) FILTER (WHERE
    roles_bestpractice.points_en > ?) AS points_en_translated, COUNT(roles_bestpractice.id) FILTER
    (WHERE roles_bestpractice.points_fi > ?) AS points_fi_translated, COUNT(roles_bestpractice.id)
    FILTER (WHERE roles_bestpractice.points_nb > ?) AS points_nb_translated,
    COUNT(roles_bestpractice.id) FILTER (WHERE roles_bestpractice.points_pl > ?) AS
    points_pl_translated, COUNT(roles_bestpractice.id) FILTER (WHERE roles_bestpractice.title_en >
    ?) AS title_en_translated, COUNT(roles_bestpractice.id) FILTER (WHERE
    roles_bestpractice.title_fi > ?) AS title_fi_translated, COUNT(roles_bestpractice.id) FILTER
    (WHERE roles_bestpractice.title_nb > ?) AS title_nb_translated, COUNT(roles_bestpractice.id)
    FILTER (WHERE roles_bestpractice.title_pl > ?) AS title_pl_translated
FROM roles_bestpractice
INNER JOIN roles_role ON (roles_bestpractice.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 13, after a change only
SELECT COUNT(roles_question.id) FILTER (WHERE (roles_question.answer_en > ? OR
    roles_question.answer_fi > ? OR roles_question.answer_nb > ? OR roles_question.answer_pl > ?))
    AS answer_total, COUNT(roles_question.id) FILTER (WHERE (roles_question.question_en > ? OR
    roles_question.question_fi > ? OR roles_question.question_nb > ? OR roles_question.question_pl >
    ?)) AS question_total, COUNT(roles_question.id) FILTER (WHERE roles_question.answer_en > ?) AS
    answer_en_translated, COUNT(roles_question.id) FILTER (WHERE roles_question.answer_fi > ?) AS
    answer_fi_translated, COUNT(roles_question.id) FILTER (WHERE roles_question.answer_nb > ?) AS
    answer_nb_translated, COUNT(roles_question.id) FILTER (WHERE roles_question.answer_pl > ?) AS
    answer_pl_translated, COUNT(roles_question.id) FILTER (WHERE roles_question.question_en > ?) AS
    question_en_translated, COUNT(roles_question.id) FILTER (WHERE roles_question.question_fi > ?)
    AS question_fi_translated, COUNT(roles_question.id) FILTER (WHERE roles_question.question_nb >
    ?) AS question_nb_translated, COUNT(roles_question.id) FILTER (WHERE roles_question.question_pl
    > ?) AS question_pl_translated
FROM roles_question
INNER JOIN roles_role ON (roles_question.role_id = roles_role.id)
WHERE roles_role.status = ?

-- 14, after a change only
SELECT COUNT(skills_skillgroup.id) FILTER (WHERE (skills_skillgroup.title_en > ? OR
    skills_skillgroup.title_fi > ? OR skills_skillgroup.title_nb > ? OR skills_skillgroup.title_pl >
    ?)) AS title_total, COUNT(skills_skillgroup.id) FILTER (WHERE skills_skillgroup.title_en > ?) AS
    title_en_translated, COUNT(skills_skillgroup.id) FILTER (WHERE skills_skillgroup.title_fi > ?)
    AS title_fi_translated, COUNT(skills_skillgroup.id) FILTER (WHERE skills_skillgroup.title_nb >
    ?) AS title_nb_translated, COUNT(skills_skillgroup.id) FILTER (WHERE skills_skillgroup.title_pl
    > ?) AS title_pl_translated
FROM skills_skillgroup

-- 15, after a change only
SELECT COUNT(skills_skill.id) FILTER (WHERE (skills_skill.description_en > ? OR
    skills_skill.description_fi > ? OR skills_skill.description_nb > ? OR
    skills_skill.description_pl > ?)) AS description_total, COUNT(skills_skill.id) FILTER (WHERE
    (skills_skill.title_en > ? OR skills_skill.title_fi > ? OR skills_skill.title_nb > ? OR
    skills_skill.title_pl > ?)) AS title_total, COUNT(skills_skill.id) FILTER (WHERE
    skills_skill.description_en > ?) AS description_en_translated, COUNT(skills_skill.id) FILTER
    (WHERE skills_skill.description_fi > ?) AS description_fi_translated, COUNT(skills_skill.id)
    FILTER (WHERE skills_skill.description_nb > ?) AS description_nb_translated,
    COUNT(skills_skill.id) FILTER (WHERE skills_skill.description_pl > ?) AS
    description_pl_translated, COUNT(skills_skill.id) FILTER (WHERE skills_skill.title_en > ?) AS
    title_en_translated, COUNT(skills_skill.id) FILTER (WHERE skills_skill.title_fi > ?) AS
    title_fi_translated, COUNT(skills_skill.id) FILTER (WHERE skills_skill.title_nb > ?) AS
    title_nb_translated, COUNT(skills_skill.id) FILTER (WHERE skills_skill.title_pl > ?) AS
    title_pl_translated
FROM skills_skill
WHERE NOT skills_skill.is_retired

-- 16, after a change only
SELECT COUNT(skills_toolcategory.id) FILTER (WHERE (skills_toolcategory.description_en > ? OR
    skills_toolcategory.description_fi > ? OR skills_toolcategory.description_nb > ? OR
    skills_toolcategory.description_pl > ?)) AS description_total, COUNT(skills_toolcategory.id)
    FILTER (WHERE (skills_toolcategory.title_en > ? OR skills_toolcategory.title_fi > ? OR
    skills_toolcategory.title_nb > ? OR skills_toolcategory.title_pl > ?)) AS title_total,
    COUNT(skills_toolcategory.id) FILTER (WHERE skills_toolcategory.description_en > ?) AS
    description_en_translated, COUNT(skills_toolcategory.id) FILTER (WHERE
    skills_toolcategory.description_fi > ?) AS description_fi_translated,
    COUNT(skills_toolcategory.id) FILTER (WHERE skills_toolcategory.description_nb > ?) AS
    description_nb_translated, COUNT(skills_toolcategory.id) FILTER (WHERE
    skills_toolcategory.description_pl > ?) AS description_pl_translated,
    COUNT(skills_toolcategory.id) FILTER (WHERE skills_toolcategory.title_en > ?) AS
    title_en_translated, COUNT(skills_toolcategory.id) FILTER (WHERE skills_toolcategory.title_fi >
    ?) AS title_fi_translated, COUNT(skills_toolcategory.id) FILTER (WHERE
    skills_toolcategory.title_nb > ?) AS title_nb_translated, COUNT(skills_toolcategory.id) FILTER
    (WHERE skills_toolcategory.title_pl > ?) AS title_pl_translated
FROM skills_toolcategory

-- 17, after a change only
SELECT COUNT(skills_metric.id) FILTER (WHERE (skills_metric.definition_en > ? OR
    skills_metric.definition_fi > ? OR skills_metric.definition_nb > ? OR
    skills_metric.definition_pl > ?)) AS definition_total, COUNT(skills_metric.id) FILTER (WHERE
    (skills_metric.title_en > ? OR skills_metric.title_fi > ? OR skills_metric.title_nb > ? OR
    skills_metric.title_pl > ?)) AS title_total, COUNT(skills_metric.id) FILTER (WHERE
    skills_metric.definition_en > ?) AS definition_en_translated, COUNT(skills_metric.id) FILTER
    (WHERE skills_metric.definition_fi > ?) AS definition_fi_translated, COUNT(skills_metric.id)
    FILTER (WHERE skills_metric.definition_nb > ?) AS definition_nb_translated,
    COUNT(skills_metric.id) FILTER (WHERE skills_metric.definition_pl > ?) AS
    definition_pl_translated, COUNT(skills_metric.id) FILTER (WHERE skills_metric.title_en > ?) AS
    title_en_translated, COUNT(skills_metric.id) FILTER (WHERE skills_metric.title_fi > ?) AS
    title_fi_translated, COUNT(skills_metric.id) FILTER (WHERE skills_metric.title_nb > ?) AS
    title_nb_translated, COUNT(skills_metric.id) FILTER (WHERE skills_metric.title_pl > ?) AS
    title_pl_translated
FROM skills_metric

-- 18, after a change only
SELECT COUNT(sources_source.id) FILTER (WHERE (sources_source.acknowledgement_en > ? OR
    sources_source.acknowledgement_fi > ? OR sources_source.acknowledgement_nb > ? OR
    sources_source.acknowledgement_pl > ?)) AS acknowledgement_total, COUNT(sources_source.id)
    FILTER (WHERE sources_source.acknowledgement_en > ?) AS acknowledgement_en_translated,
    COUNT(sources_source.id) FILTER (WHERE sources_source.acknowledgement_fi > ?) AS
    acknowledgement_fi_translated, COUNT(sources_source.id) FILTER (WHERE
    sources_source.acknowledgement_nb > ?) AS acknowledgement_nb_translated,
    COUNT(sources_source.id) FILTER (WHERE sources_source.acknowledgement_pl > ?) AS
    acknowledgement_pl_translated
FROM sources_source
WHERE (NOT EXISTS(SELECT ? AS a
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
LIMIT 1))

-- 19, after a change only
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 20, after a change only
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
