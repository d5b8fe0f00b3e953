"use strict";
/* Draws charts with uPlot: the live ones of the sale, and those whose data comes with the page. */
(() => {
  const SPAN = 15 * 60;

  /* How each column is drawn. Series differ by stroke as well as by colour. */
  const LOOK = {
    received: { colour: "--s-received", area: true },
    confirmed: { colour: "--s-confirmed" },
    rejected: { colour: "--s-rejected", dash: [5, 3] },
    parked: { colour: "--s-parked", bars: true },
    p50: { colour: "--s-p50" },
    p99: { colour: "--s-p99", dash: [5, 3] },
    lag: { colour: "--s-lag", area: true },
    stock: { colour: "--s-stock", area: true, steps: true },
  };

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function withAlpha(hex, alpha) {
    return hex + Math.round(alpha * 255).toString(16).padStart(2, "0");
  }

  function number(value) {
    if (value === null || value === undefined) return "–";
    if (value === 0 || value >= 10) return Math.round(value).toLocaleString("en");
    return value.toFixed(1);
  }

  /* The longer the span of a chart, the shorter its times. */
  function time(seconds, span) {
    const iso = new Date(seconds * 1000).toISOString();
    if (span > 2 * 86400) return iso.slice(5, 16).replace("T", " ");
    return iso.slice(11, span < 600 ? 19 : 16);
  }

  function series(name) {
    const look = LOOK[name];
    const stroke = colour(look.colour);
    return {
      label: name,
      stroke,
      width: look.bars ? 0 : 1.75,
      dash: look.dash,
      fill: look.bars ? stroke : look.area ? withAlpha(stroke, 0.12) : undefined,
      paths: look.bars
        ? uPlot.paths.bars({ size: [1, 6, 1] })
        : look.steps
          ? uPlot.paths.stepped({ align: 1 })
          : undefined,
      points: { show: false },
      spanGaps: false,
    };
  }

  /* Behind the lines, the seconds in which nothing was sold. */
  function fencedBand(columns) {
    return (plot) => {
      const { ctx, bbox } = plot;
      const fenced = columns().fenced;
      const times = plot.data[0];
      if (!fenced) return;
      ctx.save();
      ctx.fillStyle = withAlpha(colour("--bad"), 0.1);
      for (let i = 0; i < times.length; i++) {
        if (fenced[i] !== 1) continue;
        const from = plot.valToPos(times[i] - 1, "x", true);
        const to = plot.valToPos(times[i], "x", true);
        ctx.fillRect(from, bbox.top, Math.max(1, to - from), bbox.height);
      }
      ctx.restore();
    };
  }

  class Chart {
    constructor(element, columns, live) {
      this.element = element;
      this.columns = columns;
      this.live = live;
      this.names = element.dataset.series.split(",");
      this.legend = element.closest("figure").querySelector(".legend");
      this.draw();
      new ResizeObserver(() => this.fit()).observe(element);
    }

    data() {
      const columns = this.columns();
      return [columns.time, ...this.names.map((name) => columns[name])];
    }

    range() {
      const times = this.columns().time;
      const last = times.length ? times[times.length - 1] : Math.floor(Date.now() / 1000);
      /* Until there are 15 minutes, what there is, and two minutes at least. */
      if (this.live) return [Math.max(last - SPAN, Math.min(times.length ? times[0] : last, last - 120)), last];
      return times.length > 1 ? [times[0], last] : [last - 60, last + 60];
    }

    height() {
      const tall = this.element.closest(".tall") !== null;
      if (!tall) return 152;
      return window.matchMedia("(max-width: 640px)").matches ? 210 : 272;
    }

    draw() {
      if (this.plot) this.plot.destroy();
      const axis = {
        stroke: colour("--text-3"),
        font: "12px " + getComputedStyle(document.body).fontFamily,
        ticks: { show: false },
      };
      this.plot = new uPlot(
        {
          width: Math.max(200, this.element.clientWidth),
          height: this.height(),
          padding: [8, 26, 0, 0],
          legend: { show: false },
          cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
          scales: {
            x: { time: false, range: () => this.range() },
            y: { range: (plot, min, max) => [0, Math.max(1, (max ?? 0) * 1.15)] },
          },
          axes: [
            {
              ...axis,
              size: 24,
              gap: 4,
              space: 64,
              grid: { show: false },
              incrs: [1, 5, 10, 30, 60, 180, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400],
              values: (plot, ticks) => ticks.map((tick) => time(tick, this.spanOf())),
            },
            {
              ...axis,
              size: (plot, values) => (values ? 14 + 7 * Math.max(...values.map((each) => each.length)) : 40),
              gap: 6,
              space: 36,
              grid: { stroke: colour("--line"), width: 1 },
              values: (plot, ticks) => ticks.map((tick) => tick.toLocaleString("en", { maximumFractionDigits: 2 })),
            },
          ],
          series: [{}, ...this.names.map(series)],
          hooks: {
            drawClear: this.live ? [fencedBand(this.columns)] : [],
            setCursor: [(plot) => this.tell(plot.cursor.idx)],
          },
        },
        this.data(),
        this.element
      );
      this.tell(null);
    }

    spanOf() {
      const [from, to] = this.range();
      return to - from;
    }

    /* Shows the values under the cursor, and else the latest. */
    tell(index) {
      const columns = this.columns();
      const at = index === null || index === undefined ? columns.time.length - 1 : index;
      this.legend.querySelectorAll("[data-value]").forEach((each) => {
        const column = columns[each.dataset.value];
        const value = column ? column[at] : null;
        const known = value !== null && value !== undefined;
        each.textContent = number(value) + (known ? each.dataset.unit : "");
      });
      this.legend.querySelectorAll("[data-time]").forEach((each) => {
        each.textContent = columns.time.length ? time(columns.time[at], Math.min(599, this.spanOf())) : "";
      });
    }

    fit() {
      const width = this.element.clientWidth;
      if (width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: this.height() });
    }

    update() {
      this.plot.setData(this.data());
      if (this.plot.cursor.idx === null || this.plot.cursor.idx === undefined) this.tell(null);
    }
  }

  /* ---------- the live charts ---------- */
  let columns = null;

  function append(point) {
    const at = point.time[0];
    if (!at) return;
    const times = columns.time;
    if (times.length && times[times.length - 1] >= at) return;
    /* What was missed while the page was not live is a gap, not a line. */
    if (times.length && at - times[times.length - 1] > 3) {
      for (const name of Object.keys(columns)) columns[name].push(name === "time" ? at - 1 : null);
    }
    for (const name of Object.keys(columns)) {
      columns[name].push(point[name][0]);
      while (columns[name].length > SPAN) columns[name].shift();
    }
  }

  async function begin(elements) {
    const which = encodeURIComponent(document.querySelector("[data-instance]").dataset.instance);
    const answer = await fetch(`/console/sale/history?instance=${which}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    columns = await answer.json();
    const charts = elements.map((element) => new Chart(element, () => columns, true));
    document.addEventListener("console:point", (event) => {
      append(event.detail);
      charts.forEach((chart) => chart.update());
    });
    redrawOnChange(charts);
  }

  function redrawOnChange(charts) {
    for (const query of ["(prefers-color-scheme: dark)", "(max-width: 640px)"]) {
      window.matchMedia(query).addEventListener("change", () => charts.forEach((chart) => chart.draw()));
    }
  }

  /* ---------- charts whose data comes with the page ---------- */
  function still(element) {
    const data = JSON.parse(element.dataset.points);
    const chart = new Chart(element, () => data, false);
    redrawOnChange([chart]);
  }

  const live = [...document.querySelectorAll(".live-plot")];
  if (live.length) begin(live);
  document.querySelectorAll(".still-plot").forEach(still);
})();
