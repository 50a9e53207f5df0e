-- Queries after a change of the content: 13; later: 12

-- 1
SELECT T3.slug AS replaced_by__slug, T3.source_language AS replaced_by__source_language, T3.status
    AS replaced_by__status, T3.title_en AS replaced_by__title_en, T3.title_fi AS
    replaced_by__title_fi, T3.title_nb AS replaced_by__title_nb, T3.title_pl AS
    replaced_by__title_pl, roles_role.experience_en AS experience_en, roles_role.experience_fi AS
    experience_fi, roles_role.experience_nb AS experience_nb, roles_role.experience_pl AS
    experience_pl, roles_role.family_id AS family__id, roles_role.family_id AS family_id,
    roles_role.id AS id, roles_role.replaced_by_id AS replaced_by__id, roles_role.replaced_by_id AS
    replaced_by_id, roles_role.slug AS slug, roles_role.source_language AS source_language,
    roles_role.stage AS stage, roles_role.status AS status, roles_role.title_en AS title_en,
    roles_role.title_fi AS title_fi, roles_role.title_nb AS title_nb, roles_role.title_pl AS
    title_pl, roles_rolefamily.hue AS family__hue, roles_rolefamily.slug AS family__slug,
    roles_rolefamily.source_language AS family__source_language, roles_rolefamily.title_en AS
    family__title_en, roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS
    family__title_nb, roles_rolefamily.title_pl AS family__title_pl
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
LEFT OUTER JOIN roles_role T3 ON (roles_role.replaced_by_id = T3.id)
WHERE (roles_role.status IN (…) AND roles_role.slug IN (…))
ORDER BY slug ASC

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
SELECT roles_tooluse.category_id AS category__id, roles_tooluse.category_id AS category_id,
    roles_tooluse.id AS id, roles_tooluse.purpose_en AS purpose_en, roles_tooluse.purpose_fi AS
    purpose_fi, roles_tooluse.purpose_nb AS purpose_nb, roles_tooluse.purpose_pl AS purpose_pl,
    roles_tooluse.role_id AS role_id, roles_tooluse.source_language AS source_language,
    skills_toolcategory.slug AS category__slug, skills_toolcategory.source_language AS
    category__source_language, skills_toolcategory.title_en AS category__title_en,
    skills_toolcategory.title_fi AS category__title_fi, skills_toolcategory.title_nb AS
    category__title_nb, skills_toolcategory.title_pl AS category__title_pl
FROM roles_tooluse
INNER JOIN skills_toolcategory ON (roles_tooluse.category_id = skills_toolcategory.id)
WHERE roles_tooluse.role_id IN (…)
ORDER BY skills_toolcategory.order ASC, category_id ASC

-- 4
SELECT roles_tooluse_tools.id AS id, roles_tooluse_tools.tool_id AS tool__id,
    roles_tooluse_tools.tool_id AS tool_id, roles_tooluse_tools.tooluse_id AS tooluse_id,
    skills_tool.name AS tool__name, skills_tool.slug AS tool__slug, skills_tool.source_language AS
    tool__source_language
FROM roles_tooluse_tools
INNER JOIN roles_tooluse ON (roles_tooluse_tools.tooluse_id = roles_tooluse.id)
INNER JOIN skills_tool ON (roles_tooluse_tools.tool_id = skills_tool.id)
WHERE roles_tooluse.role_id IN (…)
ORDER BY tool__slug ASC

-- 5
SELECT roles_roleskill.context_en AS context_en, roles_roleskill.context_fi AS context_fi,
    roles_roleskill.context_nb AS context_nb, roles_roleskill.context_pl AS context_pl,
    roles_roleskill.id AS id, roles_roleskill.requirement AS requirement, roles_roleskill.role_id AS
    role_id, roles_roleskill.skill_id AS skill__id, roles_roleskill.skill_id AS skill_id,
    roles_roleskill.source_language AS source_language, skills_skill.group_id AS skill__group__id,
    skills_skill.group_id AS skill__group_id, skills_skill.slug AS skill__slug,
    skills_skill.source_language AS skill__source_language, skills_skill.title_en AS
    skill__title_en, skills_skill.title_fi AS skill__title_fi, skills_skill.title_nb AS
    skill__title_nb, skills_skill.title_pl AS skill__title_pl, skills_skillgroup.order AS
    skill__group__order, skills_skillgroup.source_language AS skill__group__source_language,
    skills_skillgroup.title_en AS skill__group__title_en, skills_skillgroup.title_fi AS
    skill__group__title_fi, skills_skillgroup.title_nb AS skill__group__title_nb,
    skills_skillgroup.title_pl AS skill__group__title_pl
FROM roles_roleskill
INNER JOIN skills_skill ON (roles_roleskill.skill_id = skills_skill.id)
LEFT OUTER JOIN skills_skillgroup ON (skills_skill.group_id = skills_skillgroup.id)
WHERE roles_roleskill.role_id IN (…)
ORDER BY skill__group__order ASC NULLS LAST, skill__group_id ASC, skills_skill.sort_en ASC, skill_id
    ASC

-- 6
SELECT roles_responsibility.area_id AS area__id, roles_responsibility.area_id AS area_id,
    roles_responsibility.id AS id, roles_responsibility.role_id AS role_id,
    roles_responsibility.source_language AS source_language, roles_responsibility.title_en AS
    title_en, roles_responsibility.title_fi AS title_fi, roles_responsibility.title_nb AS title_nb,
    roles_responsibility.title_pl AS title_pl, roles_responsibilityarea.slug AS area__slug,
    roles_responsibilityarea.source_language AS area__source_language,
    roles_responsibilityarea.title_en AS area__title_en, roles_responsibilityarea.title_fi AS
    area__title_fi, roles_responsibilityarea.title_nb AS area__title_nb,
    roles_responsibilityarea.title_pl AS area__title_pl
FROM roles_responsibility
INNER JOIN roles_responsibilityarea ON (roles_responsibility.area_id = roles_responsibilityarea.id)
WHERE roles_responsibility.role_id IN (…)
ORDER BY roles_responsibilityarea.order ASC, roles_responsibilityarea.id ASC,
    roles_responsibility.order ASC, roles_responsibility.id ASC

-- 7
SELECT roles_rolemetric.context_en AS context_en, roles_rolemetric.context_fi AS context_fi,
    roles_rolemetric.context_nb AS context_nb, roles_rolemetric.context_pl AS context_pl,
    roles_rolemetric.id AS id, roles_rolemetric.metric_id AS metric__id, roles_rolemetric.metric_id
    AS metric_id, roles_rolemetric.role_id AS role_id, roles_rolemetric.source_language AS
    source_language, skills_metric.abbreviation AS metric__abbreviation, skills_metric.rise AS
    metric__rise, skills_metric.slug AS metric__slug, skills_metric.source_language AS
    metric__source_language, skills_metric.title_en AS metric__title_en, skills_metric.title_fi AS
    metric__title_fi, skills_metric.title_nb AS metric__title_nb, skills_metric.title_pl AS
    metric__title_pl
FROM roles_rolemetric
INNER JOIN skills_metric ON (roles_rolemetric.metric_id = skills_metric.id)
WHERE roles_rolemetric.role_id IN (…)
ORDER BY skills_metric.order ASC, skills_metric.id ASC, roles_rolemetric.order ASC,
    roles_rolemetric.id ASC

-- 8
SELECT roles_payrange.as_of AS as_of, roles_payrange.audience_en AS audience_en,
    roles_payrange.audience_fi AS audience_fi, roles_payrange.audience_nb AS audience_nb,
    roles_payrange.audience_pl AS audience_pl, roles_payrange.currency AS currency,
    roles_payrange.id AS id, roles_payrange.key AS key, roles_payrange.maximum AS maximum,
    roles_payrange.minimum AS minimum, roles_payrange.order AS order, roles_payrange.period AS
    period, roles_payrange.place_en AS place_en, roles_payrange.place_fi AS place_fi,
    roles_payrange.place_nb AS place_nb, roles_payrange.place_pl AS place_pl, roles_payrange.role_id
    AS role_id, roles_payrange.source_language AS source_language
FROM roles_payrange
WHERE roles_payrange.role_id IN (…)
ORDER BY currency ASC, period ASC, as_of ASC, order ASC, roles_payrange.id ASC

-- 9
SELECT careers_careerstep.advice_en AS advice_en, careers_careerstep.advice_fi AS advice_fi,
    careers_careerstep.advice_nb AS advice_nb, careers_careerstep.advice_pl AS advice_pl,
    careers_careerstep.id AS id, careers_careerstep.key AS key, careers_careerstep.kind AS kind,
    careers_careerstep.order AS order, careers_careerstep.role_id AS role_id,
    careers_careerstep.source_language AS source_language, careers_careerstep.stage AS stage
FROM careers_careerstep
WHERE careers_careerstep.role_id IN (…)
ORDER BY order ASC, careers_careerstep.id ASC

-- 10
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

-- 11
SELECT roles_bestpractice.id AS id, roles_bestpractice.key AS key, roles_bestpractice.role_id AS
    role_id, roles_bestpractice.source_language AS source_language, roles_bestpractice.title_en AS
    title_en, roles_bestpractice.title_fi AS title_fi, roles_bestpractice.title_nb AS title_nb,
    roles_bestpractice.title_pl AS title_pl
FROM roles_bestpractice
WHERE roles_bestpractice.role_id IN (…)
ORDER BY roles_bestpractice.order ASC, roles_bestpractice.id ASC

-- 12
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 13, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
