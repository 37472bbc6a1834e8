// Sets the chosen theme before the first paint. It is a file of its own, not a module and not inline: a module would run after the
// first paint, and the content security policy allows no inline script. Without a choice the page follows the system.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('rivulet.theme');
  } catch (error) {
    // Storage is blocked: the page follows the system.
    void error;
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
