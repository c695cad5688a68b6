// Has axe look at the page as its window shows it. A text whose colours axe has passed is not looked at again.
//
// What decides the contrast of a text is its colour, its size and what is painted behind it: that is its appearance. A text of an
// appearance that passed, on this page or on another, passes again, so axe looks at the appearances that are new. One that axe
// did not judge (hidden, disabled, covered, too short) is not taken as passed.
//
// The size of targets is the dearest rule of axe: it compares every target with every other. Where `roomy`, as on a desk, it is asked about the small ones alone.
async ({ wanted, passed, roomy }) => {
  const CONTRAST = "color-contrast";
  const SIZE = "target-size";
  const ENOUGH = 24; // CSS pixels, of WCAG 2.5.8
  const TARGETS = "a[href], button, input, select, textarea, summary, [role], [tabindex]";
  const behind = new Map();

  const isOpaque = style => style.backgroundImage === "none" && /^rgb\(/.test(style.backgroundColor);
  const isPlain = style => style.backgroundImage === "none" && style.backgroundColor === "rgba(0, 0, 0, 0)" && style.opacity === "1";
  const isInFlow = style => ["static", "relative"].includes(style.position) && style.float === "none" && style.transform === "none";

  // The layers from an element down to the page. Its ground is the first that hides all below it, or null where what lies behind is not its ancestors.
  const layersOf = element => {
    if (behind.has(element)) return behind.get(element);
    const style = getComputedStyle(element);
    const paint = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode].join(" ");
    const parent = element.parentElement;
    const below = parent ? layersOf(parent) : { ground: document.documentElement, paints: [] };
    const ground = isOpaque(style) ? element : isInFlow(style) ? below.ground : null;
    const layers = { ground, paints: isPlain(style) && paint === below.paints[0] ? below.paints : [paint, ...below.paints] };
    behind.set(element, layers);
    return layers;
  };

  const isInside = (element, ground) => {
    const [inner, outer] = [element.getBoundingClientRect(), ground.getBoundingClientRect()];
    return (
      ground === document.documentElement ||
      (inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1)
    );
  };

  const appearanceOf = element => {
    const { ground, paints } = layersOf(element);
    if (!ground || !isInside(element, ground)) return null;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, ...paints].join("|");
  };

  const hasText = element =>
    element.matches("input, select, textarea") || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());

  const isSmall = element => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility() && (width < ENOUGH || height < ENOUGH);
  };

  // What a press brought into view may lie below the header, which stays: a target there would be said to be covered by it.
  scrollTo({ top: 0, behavior: "instant" });

  const run = (context, options) => axe.run(context, { ...options, preload: false });
  const describe = result => result.violations.map(fault => `${fault.id}: ${fault.nodes[0].html}`);

  const passedBefore = new Set(passed);
  const texts = [...document.body.querySelectorAll("*")].filter(element => hasText(element) && element.checkVisibility());
  const unknown = texts.filter(element => !passedBefore.has(appearanceOf(element)));
  const rest = { runOnly: wanted, resultTypes: ["violations"] };
  rest.rules = { [CONTRAST]: { enabled: false }, ...(roomy && { [SIZE]: { enabled: false } }) };
  const faults = describe(await run(document, rest));
  const small = roomy ? [...document.querySelectorAll(TARGETS)].filter(isSmall) : [];
  if (small.length) faults.push(...describe(await run({ include: small }, { runOnly: [SIZE], resultTypes: ["violations"] })));
  const fresh = new Set();
  if (unknown.length) {
    const contrast = { runOnly: [CONTRAST], resultTypes: ["violations", "passes"], elementRef: true };
    const result = await run({ include: unknown }, contrast);
    faults.push(...describe(result));
    result.passes.forEach(rule => rule.nodes.forEach(({ element }) => fresh.add(appearanceOf(element))));
  }
  fresh.delete(null);
  return { faults, passed: [...fresh].filter(appearance => !passedBefore.has(appearance)) };
}
