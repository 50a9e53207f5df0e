-- Queries after a change of the content: 18; later: 1

-- 1
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 2, after a change only
SELECT roles_role.id AS pk
FROM roles_role
WHERE (roles_role.status = ? AND EXISTS(SELECT ? AS a
FROM roles_responsibility U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1))
ORDER BY roles_role.updated_at DESC, pk DESC
LIMIT 20

-- 3, after a change only
SELECT roles_role.id AS pk
FROM roles_role
WHERE roles_role.status = ?
ORDER BY roles_role.updated_at DESC, pk DESC
LIMIT 20

-- 4, after a change only
SELECT EXISTS(SELECT ? AS a, roles_role.id AS id, roles_role.updated_at AS updated_at
FROM roles_responsibility U0
WHERE U0.role_id = (roles_role.id)
LIMIT 1) AS is_written
FROM roles_role
WHERE (roles_role.status = ? AND roles_role.id IN (…))
ORDER BY roles_role.slug ASC

-- 5, after a change only
SELECT roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_roleviews ON (roles_role.id = roles_roleviews.role_id)
WHERE roles_role.status = ?
GROUP BY …
HAVING SUM(roles_roleviews.count) FILTER (WHERE (roles_roleviews.day >= (?) AND roles_roleviews.day
    < (?))) > ?
ORDER BY SUM(roles_roleviews.count) FILTER (WHERE (roles_roleviews.day >= (?) AND
    roles_roleviews.day < (?))) DESC, roles_role.slug ASC
LIMIT 20

-- 6, after a change only
SELECT SUM(roles_roleviews.count) FILTER (WHERE (roles_roleviews.day >= (?) AND roles_roleviews.day
    < (?))) AS times_read, roles_role.id AS id, roles_role.slug AS slug
FROM roles_role
LEFT OUTER JOIN roles_roleviews ON (roles_role.id = roles_roleviews.role_id)
WHERE (roles_role.status = ? AND roles_role.id IN (…))
GROUP BY …
HAVING SUM(roles_roleviews.count) FILTER (WHERE (roles_roleviews.day >= (?) AND roles_roleviews.day
    < (?))) > ?
ORDER BY times_read DESC, slug ASC

-- 7, after a change only
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

-- 8, after a change only
SELECT EXISTS(SELECT ? AS a, roles_role.family_id AS family__id, roles_role.family_id AS family_id,
    roles_role.id AS id, roles_role.slug AS slug, roles_role.source_language AS source_language,
    roles_role.stage AS stage, roles_role.title_en AS title_en, roles_role.title_fi AS title_fi,
    roles_role.title_nb AS title_nb, roles_role.title_pl AS title_pl, roles_rolefamily.hue AS
    family__hue, roles_rolefamily.slug AS family__slug, roles_rolefamily.source_language AS
    family__source_language, roles_rolefamily.title_en AS family__title_en,
    roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS family__title_nb,
    roles_rolefamily.title_pl AS family__title_pl
FROM careers_careerstep V0
INNER JOIN careers_careerstep_positions V1 ON (V0.id = V1.careerstep_id)
WHERE (V1.position_id IN (SELECT U0.id
FROM careers_position U0
LEFT OUTER JOIN roles_role U1 ON (U0.role_id = U1.id)
WHERE NOT (U1.status IN (…) AND U1.status IS NOT NULL)) AND V0.role_id = (roles_role.id))
LIMIT 1) AS has_ladder
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE (roles_role.status = ? AND roles_role.id IN (…))
ORDER BY slug ASC

-- 9, after a change only
SELECT roles_rolefamily.hue, roles_rolefamily.id, roles_rolefamily.order,
    roles_rolefamily.parent_id, roles_rolefamily.path, roles_rolefamily.slug,
    roles_rolefamily.source_language, roles_rolefamily.title_*
FROM roles_rolefamily

-- 10, after a change only
SELECT roles_role.family_id AS family, roles_role.id AS pk, roles_role.stage AS stage
FROM roles_role
WHERE roles_role.status = ?

-- 11, after a change only
SELECT COALESCE((SELECT COUNT(DISTINCT U0.id) AS number, roles_role.conclusion_en AS conclusion_en,
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
    roles_role.published_at AS published_at, roles_role.replaced_by_id AS replaced_by_id,
    roles_role.reviewed_on AS reviewed_on, roles_role.slug AS slug, roles_role.source_language AS
    source_language, roles_role.stage AS stage, roles_role.status AS status, roles_role.summary_en
    AS summary_en, roles_role.summary_fi AS summary_fi, roles_role.summary_nb AS summary_nb,
    roles_role.summary_pl AS summary_pl, roles_role.title_en AS title_en, roles_role.title_fi AS
    title_fi, roles_role.title_nb AS title_nb, roles_role.title_pl AS title_pl,
    roles_role.updated_at AS updated_at, roles_rolefamily.description_en AS family__description_en,
    roles_rolefamily.description_fi AS family__description_fi, roles_rolefamily.description_nb AS
    family__description_nb, roles_rolefamily.description_pl AS family__description_pl,
    roles_rolefamily.hue AS family__hue, roles_rolefamily.order AS family__order,
    roles_rolefamily.parent_id AS family__parent_id, roles_rolefamily.path AS family__path,
    roles_rolefamily.slug AS family__slug, roles_rolefamily.source_language AS
    family__source_language, roles_rolefamily.title_en AS family__title_en,
    roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS family__title_nb,
    roles_rolefamily.title_pl AS family__title_pl
FROM roles_responsibility U0
WHERE U0.role_id = (roles_role.id)
GROUP BY …
FROM roles_roleskill U0
WHERE U0.role_id = (roles_role.id)
GROUP BY …
FROM roles_tooluse U0
LEFT OUTER JOIN roles_tooluse_tools U2 ON (U0.id = U2.tooluse_id)
WHERE U0.role_id = (roles_role.id)
GROUP BY …
FROM roles_rolemetric U0
WHERE U0.role_id = (roles_role.id)
GROUP BY …
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE roles_role.id IN (…)
ORDER BY slug ASC

-- 12, after a change only
SELECT SUBSTR(roles_role.sort_en, ?, ?) AS substr1, roles_role.id AS pk
FROM roles_role
WHERE roles_role.status = ?
ORDER BY roles_role.sort_en ASC, pk ASC

-- 13, after a change only
SELECT GROUP_CONCAT(roles_roleskill.skill_id) AS terms, roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_roleskill ON (roles_role.id = roles_roleskill.role_id)
WHERE roles_role.status = ?
GROUP BY …

-- 14, after a change only
SELECT skills_skill.id AS pk
FROM skills_skill
WHERE skills_skill.is_retired

-- 15, after a change only
SELECT SUBSTR(skills_skill.sort_en, ?, ?) AS substr1, skills_skill.id AS pk
FROM skills_skill
ORDER BY skills_skill.sort_en ASC, pk ASC

-- 16, after a change only
SELECT skills_skill.id AS id, skills_skill.slug AS slug, skills_skill.source_language AS
    source_language, skills_skill.title_en AS title_en, skills_skill.title_fi AS title_fi,
    skills_skill.title_nb AS title_nb, skills_skill.title_pl AS title_pl
FROM skills_skill
WHERE skills_skill.id IN (…)
ORDER BY slug ASC

-- 17, after a change only
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

-- 18, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
