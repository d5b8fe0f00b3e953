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
    return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog") !== null;
  }

  function rows() {
    return [...document.querySelectorAll("[data-rows] tbody tr, ul[data-rows] > li")];
  }

  function step(by) {
    const all = rows();
    if (all.length === 0) return;
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))];
    const target = next.querySelector("a") || next.querySelector("button, input");
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
    } else if (event.key === "?") {
      document.getElementById("keys")?.showModal();
    } else if (event.key === "x") {
      const row = rows().find((each) => each.contains(document.activeElement));
      const box = row && row.querySelector("input[type=checkbox]");
      if (box) box.click();
    } else if (event.key === "r" || event.key === "e") {
      const target = document.querySelector(`[data-key="${event.key}"]`);
      if (!target) return;
      event.preventDefault();
      if (event.key === "e") target.focus();
      else target.click();
    }
  });

  /* ---------- what is ticked ---------- */
  function counted(form) {
    const boxes = [...form.querySelectorAll("input[name=id]")];
    const ticked = boxes.filter((box) => box.checked).length;
    const count = form.querySelector("[data-count]");
    const all = form.querySelector("[data-all]");
    if (count) count.textContent = ticked === 0 ? "Tick some, or" : ticked + " selected";
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-choice]");
    if (!form) return;
    if (event.target.matches("[data-all]")) {
      form.querySelectorAll("input[name=id]").forEach((box) => { box.checked = event.target.checked; });
    }
    counted(form);
  });

  /* ---------- toasts ---------- */
  document.addEventListener("click", (event) => {
    const close = event.target.closest(".toast button");
    if (close) close.closest(".toast").remove();
  });
})();
