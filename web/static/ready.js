// Runs after the script of the page. Forms that only a script can send wait for it: a click that came before
// would load the page again and lose what was asked.
for (const form of document.querySelectorAll("form[inert]")) form.inert = false;
