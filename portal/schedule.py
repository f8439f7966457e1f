"""What the worker does by the clock. Wiring: each line names a function of a department."""

from portal.background.schedule import Job

MINUTE = 60
HOUR = 60 * MINUTE

JOBS = [
    Job("mail: try again", MINUTE, "portal.notices.actions.deliver_waiting"),
    Job("mail: gather digests", 10 * MINUTE, "portal.notices.digests.gather_digests"),
    Job("letters: forget what was printed", 24 * HOUR, "portal.notices.actions.forget_printed"),
    Job("search: deliver", 15, "search.tasks.deliver_waiting"),
    Job("search: alerts", 5 * MINUTE, "search.actions.run_alerts"),
    Job("sign-ups: keep the promise", 10 * MINUTE, "vacancies.placements.actions.escalate_overdue"),
    Job("agenda: offers that lapse", 5 * MINUTE, "events.agenda.actions.waiting.lapse_offers"),
    Job("agenda: remind guests", 30 * MINUTE, "events.agenda.actions.attending.remind_guests"),
    Job("agenda: forget guests", 24 * HOUR, "events.agenda.actions.attending.forget_guests"),
    Job("vacancies: expire", 15 * MINUTE, "vacancies.bank.actions.expire_due"),
    Job("time: end what nobody answered", HOUR, "community.credits.actions.expire_due"),
    Job("help: ask, end and let fade", HOUR, "community.help.actions.items.run_the_clock"),
    Job("visits: keep the promise", 10 * MINUTE, "community.outreach.actions.escalate_overdue"),
    Job("visits: remind", 15 * MINUTE, "community.outreach.actions.remind_soon"),
    Job("visits: forget a no that is over", 24 * HOUR, "community.outreach.actions.forget_rests"),
    Job("cases: forget what had its time", 24 * HOUR, "community.outreach.intervision.forget_cases"),
    Job("circles: end invitations", HOUR, "community.circles.actions.people.expire_invitations"),
    Job("circles: wipe what was kept a year", 24 * HOUR, "community.circles.actions.circle.wipe_forgotten"),
    Job("questions: keep the promise", 10 * MINUTE, "community.questions.actions.escalate_overdue"),
    Job("moments: keep the promise", 10 * MINUTE, "community.moments.actions.escalate_overdue"),
    Job("moments: remind", 15 * MINUTE, "community.moments.actions.remind_soon"),
    Job("moments: what has been", HOUR, "community.moments.actions.finish_past"),
    Job("search: forget old counts", 24 * HOUR, "search.insight.forget_old_counts"),
    Job("stories: end of consent", 15 * MINUTE, "portal.pages.consents.expire_consents"),
    Job("complaints: keep the promise", HOUR, "community.dialogue.feedback.actions.escalate_overdue"),
    Job("ambassadors: forget who came", 24 * HOUR, "community.dialogue.ambassadors.actions.forget_arrivals"),
    Job("ideas: forget unconfirmed", 24 * HOUR, "community.dialogue.ideas.actions.forget_unconfirmed"),
    Job("live: forget who asked", 24 * HOUR, "events.live.actions.asking.forget_people"),
    Job("live: end the log", 12 * HOUR, "events.live.actions.asking.end_logs"),
    Job("live: send the tips", 5 * MINUTE, "events.live.actions.tips.send_tips"),
    Job("live: forget who wanted the tips", 24 * HOUR, "events.live.actions.tips.forget_requests"),
    Job("comments: forget unconfirmed", 24 * HOUR, "community.dialogue.comments.actions.forget_unconfirmed"),
    Job("people: ask who was away for long", 24 * HOUR, "community.people.leaving.warn_away"),
    Job("people: finish erasures", HOUR, "community.people.leaving.finish_due"),
    Job("privacy: end what was kept long enough", 24 * HOUR, "portal.privacy.erasing.run_retention"),
    Job("pages: publish on time", MINUTE, "portal.pages.actions.publish_due"),
    Job("pages: look for what is broken", 24 * HOUR, "portal.pages.finding.look_at_all"),
    Job("pages: remind who keeps them", 12 * HOUR, "portal.pages.finding.remind_keepers"),
    Job("pages: empty the bin", 24 * HOUR, "portal.pages.binning.empty_bin"),
    Job("limits: forget full buckets", 6 * HOUR, "portal.limits.actions.forget_full_buckets"),
]
