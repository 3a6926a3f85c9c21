/* global document, getComputedStyle, innerHeight */
/**
 * What a person would see, measured inside of the page, where it runs as a script. It is not TypeScript, because the rest of the
 * repository has no document.
 */
globalThis.looks = {
  /** How far the page reaches beyond its window, what it lies on, and what moves. */
  frame: () => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    background: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
    moving: document.getAnimations().length,
  }),

  openAll() {
    for (const one of document.querySelectorAll('details')) one.open = true;
  },

  /** The texts of which a part is out of sight: beyond the drawing or the box. */
  cutTexts() {
    const shown = (selector) =>
      [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const drawn = shown('svg text').filter((text) => {
      const own = text.getBoundingClientRect();
      const around = text.closest('svg').getBoundingClientRect();
      // A drawing shows nothing beyond its own edges.
      return (
        own.left < around.left - 1 ||
        own.right > around.right + 1 ||
        own.top < around.top - 1 ||
        own.bottom > around.bottom + 1
      );
    });
    const written = shown('h1,h2,h3,p,dd div,dt,figcaption,li,pre,summary,.plain td,.plain th').filter(
      (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline',
    );
    return [...drawn, ...written].map(({ textContent }) => textContent);
  },

  /** The pairs of texts of one drawing, or of blocks of the page, that cover each other. */
  clashes() {
    const clashes = [];
    const compare = (elements) => {
      const boxes = elements
        .filter((one) => one.checkVisibility())
        // What is slanted fills only the diagonal of its box.
        .filter((one) => !/rotate|matrix/.test(one.getAttribute('transform') ?? ''))
        .map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }));
      boxes.forEach((one, at) => {
        for (const other of boxes.slice(at + 1)) {
          const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          // The box of a text is higher than its letters.
          if (wide > 1 && high > 3) clashes.push([one.text, other.text]);
        }
      });
    };
    for (const svg of document.querySelectorAll('svg')) compare([...svg.querySelectorAll('text')]);
    const blocks = document.querySelectorAll('h1,h2,h3,nav,.card,figure .chart,figcaption,details,.wide');
    compare([...blocks].filter((one) => one.matches('.card') || !one.closest('.card,details .wide')));
    return clashes;
  },

  /** How many results each drawing shows, by the id of its heading, and how many texts. */
  drawings: () =>
    [...document.querySelectorAll('.chart')].map((chart) => {
      const seen = (selector) =>
        [...chart.querySelectorAll(selector)].filter((one) => {
          const { width, height } = one.getBoundingClientRect();
          return width + height > 0;
        }).length;
      return { id: chart.getAttribute('aria-labelledby'), marks: seen('.mark'), texts: seen('text') };
    }),

  /** How many elements the keyboard has to reach. */
  usable: () =>
    [...document.querySelectorAll('a[href],summary,[tabindex="0"]')].filter((one) => one.checkVisibility())
      .length,

  /** What has the focus, how that is shown, and where it is. */
  focused() {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { top, bottom, left } = element.getBoundingClientRect();
    return {
      name: element.getAttribute('aria-label') ?? element.textContent,
      outline: `${outlineWidth} ${outlineStyle}`,
      isInView: bottom > 0 && top < innerHeight && left >= 0,
      place: [...document.querySelectorAll('*')].indexOf(element),
    };
  },

  focusFirstSummary: () => document.querySelector('summary').focus(),

  /** The contrast of each of the page's colours with what its charts lie on, as WCAG 2 measures it: 1 to 21. */
  contrasts(names) {
    const style = getComputedStyle(document.documentElement);
    const luminance = (name) => {
      const hex = style.getPropertyValue(name).trim();
      const whole = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
      const [red, green, blue] = [1, 3, 5]
        .map((at) => parseInt(whole.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    return names.map((name) => {
      const [low, high] = [luminance(name), luminance('--card')].sort((a, b) => a - b);
      return [name, (high + 0.05) / (low + 0.05)];
    });
  },

  /** What of the parts is shown, and how many tables hide a part of themselves behind scroll bars. */
  parts: (selectors) => ({
    shown: selectors.filter((one) => getComputedStyle(document.querySelector(one)).display !== 'none'),
    scrolling: [...document.querySelectorAll('section > .wide')].filter(
      (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1,
    ).length,
  }),
};
