// Has the page look as it was chosen before the first paint. It is a file of its own, not a module and not inline: a module would run
// after the first paint, and the content security policy allows no inline script. Without a choice the page follows the system.
(function () {
  var looks = {
    theme: ['light', 'dark'],
    contrast: ['more'],
    density: ['compact'],
    textSize: ['small', 'large', 'larger'],
    readingWidth: ['narrow', 'wide'],
  };
  try {
    for (var name in looks) {
      var chosen = localStorage.getItem('rivulet.' + name);
      if (looks[name].indexOf(chosen) >= 0) document.documentElement.dataset[name] = chosen;
    }
  } catch (error) {
    // Storage is blocked: the page follows the system.
    void error;
  }
})();
