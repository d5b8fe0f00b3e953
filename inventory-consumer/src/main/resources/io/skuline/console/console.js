"use strict";
/* What every page does besides what htmx does. Without this script every form and link still works. */
(() => {
  /* ---------- is the page live? ---------- */
  const notLive = document.getElementById("not-live");

  function utc(date) {
    return date.toISOString().slice(11, 19) + " UTC";
  }

  function broken() {
    if (!notLive || !notLive.hidden) return;
    notLive.querySelector("time").textContent = utc(new Date());
    notLive.hidden = false;
    document.querySelectorAll(".live").forEach((each) => each.classList.add("off"));
  }

  function live() {
    if (notLive) notLive.hidden = true;
    document.querySelectorAll(".live").forEach((each) => each.classList.remove("off"));
  }

  /* A stream ends by itself now and then and begins anew within a moment; only what lasts is told. */
  let breaking = 0;
  document.addEventListener("htmx:sseError", () => {
    if (!breaking) breaking = setTimeout(broken, 4000);
  });
  document.addEventListener("htmx:sseOpen", () => {
    clearTimeout(breaking);
    breaking = 0;
    live();
  });

  /* htmx opens the streams with this; charts listen to the same ones. */
  if (window.htmx) {
    htmx.createEventSource = (url) => {
      const source = new EventSource(url);
      source.addEventListener("point", (event) => {
        document.dispatchEvent(new CustomEvent("console:point", { detail: JSON.parse(event.data) }));
      });
      return source;
    };
  }

  /* ---------- keys ---------- */
  function isTyping(target) {
    return target.closest("input, textarea, select, dialog") !== null;
  }

  function rows() {
    return [...document.querySelectorAll("[data-rows] tbody tr, ul[data-rows] > li")];
  }

  function step(by) {
    const all = rows();
    if (all.length === 0) return;
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))];
    const target = next.querySelector("a, button, input");
    if (target) target.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape" && event.target.matches(".find input")) event.target.blur();
      return;
    }
    const find = document.querySelector(".find input");
    if (event.key === "/" && find) {
      event.preventDefault();
      find.focus();
    } else if (event.key === "j") {
      step(1);
    } else if (event.key === "k") {
      step(-1);
    }
  });

  /* ---------- toasts ---------- */
  document.addEventListener("click", (event) => {
    const close = event.target.closest(".toast button");
    if (close) close.closest(".toast").remove();
  });
})();
