// Whoever signed out leaves nothing of their own in this browser: the page for visitors and the one to sign in wipe it.
try {
  localStorage.clear();
  sessionStorage.clear();
  indexedDB.deleteDatabase("small-wins");
} catch {
  // A browser that refuses to store has nothing to forget.
}
