// The calendar page: its sidebar, and guests that an add-on adds to the open event.

import { startSidebar } from "./add_on.js";

startSidebar(async (action) => {
  const emails = action.calendarAction?.editAttendeesActionMarkup?.addAttendeeEmails;
  if (!emails) return;
  const response = await fetch(`${window.location.pathname}/guests${window.location.search}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ emails }),
  });
  if (response.ok) window.location.reload();
});
