// Whoever signed out leaves nothing of their own in this browser: the page for visitors and the one to sign in wipe it.
// Only what was never sent stays, locked, until its owner signs in again; anybody else's sign-in removes it.
try {
  localStorage.clear();
  sessionStorage.clear();
  indexedDB.deleteDatabase("small-wins");
  navigator.serviceWorker?.getRegistration().then((there) => there?.active?.postMessage({ kind: "left" }));
} catch {
  // A browser that refuses to store has nothing to forget.
}
