"use strict";
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  var said = document.getElementById("said"), timer = 0;
  function tell(text) { said.textContent = text; clearTimeout(timer); timer = setTimeout(function () { said.textContent = ""; }, 4000); }

  // copy
  function fallback(text) {
    var area = document.createElement("textarea"), done = false;
    area.value = text; area.setAttribute("readonly", ""); area.className = "skip";
    document.body.appendChild(area); area.select();
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    area.remove();
    return done;
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button[data-copy]") : null;
    if (!button) { return; }
    var text = document.getElementById(button.dataset.copy).textContent;
    function report(done) { tell(done ? button.dataset.done : button.dataset.failed); button.focus(); }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { report(true); }, function () { report(fallback(text)); });
    } else { report(fallback(text)); }
  });

  // a deep link opens what it points into
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1)), goal = id && document.getElementById(id);
    if (!goal) { return; }
    for (var node = goal; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
      if (node.hidden) { node.hidden = false; }
    }
    settle(goal, 12);
  }
  // what is out of view has a guessed height until it is painted, and what lies above the goal grows: hold the goal for some frames
  function settle(goal, frames) {
    goal.scrollIntoView({ behavior: "instant" });
    if (frames) { requestAnimationFrame(function () { settle(goal, frames - 1); }); }
  }
  addEventListener("hashchange", reveal);

  // filters and search: one list a bar
  all("form.bar").forEach(function (bar) {
    var items = all(bar.dataset.items), output = bar.querySelector("output"), texts = null;
    var selects = all("select", bar), search = bar.querySelector("input[type=search]"), clear = bar.querySelector("button[type=reset]");
    var groups = all("[data-group]"), none = document.getElementById(bar.dataset.none || ""), filtered = document.getElementById("filtered");
    function words(item) { return item.textContent.toLowerCase(); }
    function apply() {
      var wanted = (search ? search.value : "").toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
      if (wanted.length && !texts) { texts = items.map(words); }
      var active = selects.filter(function (select) { return select.value; });
      items.forEach(function (item, index) {
        var keep = active.every(function (select) {
          return (" " + (item.getAttribute("data-" + select.name) || "") + " ").indexOf(" " + select.value + " ") >= 0;
        }) && wanted.every(function (word) { return texts[index].indexOf(word) >= 0; });
        if (item.hidden === keep) { item.hidden = !keep; }
        if (keep) { shown += 1; }
      });
      groups.forEach(function (group) {
        var count = all(group.dataset.group, group).filter(function (item) { return !item.hidden; }).length;
        group.hidden = count === 0;
        var told = group.querySelector(".shown");
        if (told) { told.textContent = "(" + count + ")"; }
      });
      if (output) { output.textContent = output.dataset.text.replace("#", shown).replace("#", items.length); }
      if (none) { none.hidden = shown > 0; }
      if (filtered) { filtered.hidden = shown === items.length; filtered.textContent = output.textContent; }
    }
    bar.addEventListener("submit", function (event) { event.preventDefault(); });
    bar.addEventListener("input", apply);
    bar.addEventListener("change", apply);
    bar.addEventListener("reset", function () { setTimeout(apply, 0); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "/" && search && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); search.focus(); }
      if (event.key === "Escape" && bar.contains(document.activeElement) && clear) { clear.click(); }
    });
    apply();
  });

  // sorting
  all("table.sortable").forEach(function (table) {
    all("thead th", table).forEach(function (head, column) {
      if (head.dataset.fixed !== undefined) { return; }
      var button = document.createElement("button");
      button.type = "button"; button.className = "sort";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
        all("thead th", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        function key(row) { var cell = row.cells[column], told = cell.dataset.key; return told === undefined ? cell.textContent.trim() : told; }
        all("tr", body).map(function (row, index) { return { row: row, key: key(row), index: index }; }).sort(function (a, b) {
          var x = parseFloat(a.key), y = parseFloat(b.key), order;
          if (a.key === "" || b.key === "") { order = a.key === b.key ? 0 : a.key === "" ? 1 : -1; return order || a.index - b.index; }
          order = isNaN(x) || isNaN(y) ? a.key.localeCompare(b.key, root.lang) : x - y;
          return (up ? order : -order) || a.index - b.index;
        }).forEach(function (entry) { body.appendChild(entry.row); });
      });
    });
  });

  // what is wider than the window can be reached and scrolled with the keys
  function reachable() {
    all(".scroll").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1 && !box.hasAttribute("tabindex")) {
        var head = box.closest("figure"), named = head && head.querySelector("h2, h3, h4");
        box.tabIndex = 0; box.setAttribute("role", "region");
        box.setAttribute("aria-label", (named ? named.textContent : document.title) + (box.querySelector("table") ? " (2)" : ""));
      }
    });
  }
  reachable();
  addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true);

  // on paper everything is open
  var closed = [];
  addEventListener("beforeprint", function () { closed = all("details:not([open])"); closed.forEach(function (one) { one.open = true; }); });
  addEventListener("afterprint", function () { closed.forEach(function (one) { one.open = false; }); });
  reveal();
}());
