import { chosenStep, presentStep } from './scene.ts';
import type { Scene } from './scene.ts';
import { firstView } from './view.ts';
import type { Page, View } from './view.ts';

/** What a key asks for besides another view. */
export type Wish =
  | { readonly do: 'quit' | 'judge' | 'run' | 'plan-reset' | 'reset' | 'dismiss' }
  | { readonly do: 'answer'; readonly yes: boolean }
  | { readonly do: 'note-hint'; readonly step: string; readonly number: number }
  | { readonly do: 'note-solution'; readonly step: string };

interface Pressed {
  readonly view: View;
  readonly wish?: Wish;
}

/**
 * What a key does.
 * @param key its name, as `h`, `space`, `up`, `ctrl-c`.
 * @param rows of the window: a page scrolls by most of them.
 */
export function press(key: string, scene: Scene, rows: number): Pressed {
  const { said: _, unsure: __, ...rest } = scene.view;
  const view: View = rest;
  if (key === 'ctrl-c') return { view, wish: { do: 'quit' } };
  if (scene.asksForEngine) return answer(key, view);
  if (view.page === 'reset') {
    return { view: now(view), wish: { do: key === 'y' ? 'reset' : 'dismiss' } };
  }
  if (view.page !== 'now' && (key === 'q' || key === 'escape')) return { view: now(view) };
  if (view.page === 'list') return choose(key, view, scene) ?? command(key, view, scene);
  return scrolled(key, view, rows) ?? command(key, view, scene);
}

function answer(key: string, view: View): Pressed {
  if (key === 'q') return { view, wish: { do: 'quit' } };
  if (key !== 'y' && key !== 'n' && key !== 'return') return { view };
  return { view, wish: { do: 'answer', yes: key !== 'n' } };
}

function command(key: string, view: View, scene: Scene): Pressed {
  switch (key) {
    case 'h':
      return hint(view, scene);
    case 'm':
      return { view: toggled('report', view) };
    case 't':
      return { view: toggled('text', view) };
    case 'l':
      return { view: toggled('list', view) };
    case '?':
      return { view: toggled('keys', view) };
    case 's':
      return solution(view, scene);
    case 'r':
      return { view: now(view), wish: { do: 'run' } };
    case 'x':
      return { view, wish: { do: 'plan-reset' } };
    case 'return':
      return { view, wish: { do: 'judge' } };
    case 'q':
      return { view, wish: { do: 'quit' } };
    default:
      return scene.app.kind === 'failed' ? { view, wish: { do: 'dismiss' } } : { view };
  }
}

/** The first one, then the next one, at the end the first again. */
function hint(view: View, scene: Scene): Pressed {
  const lesson = scene.lessons[chosenStep(scene)];
  if (lesson === undefined || lesson.hints.length === 0) {
    return { view: { ...now(view), said: 'There is no hint for this step.' } };
  }
  const { id } = lesson.step;
  const before = view.hint?.step === id ? view.hint.number : 0;
  const number = (before % lesson.hints.length) + 1;
  const isLast = number === lesson.hints.length;
  const page: View = { ...now(view), ...(view.chosen !== undefined && { chosen: view.chosen }) };
  return {
    view: {
      ...page,
      hint: { step: id, number },
      ...(isLast && {
        said: 'That is the last hint; `t` shows the step’s text, `s` its solution.',
      }),
    },
    wish: { do: 'note-hint', step: id, number },
  };
}

function solution(view: View, scene: Scene): Pressed {
  if (view.page === 'solution') return { view: now(view) };
  const index = chosenStep(scene);
  const step = scene.state.steps[index];
  if (step === undefined) return { view };
  const hasPassed =
    step.status === 'passed' || scene.followed.record.steps[step.id]?.passedAt !== undefined;
  if (!hasPassed && scene.view.unsure !== step.id) {
    const said = `Step ${index + 1} is still yours to solve. \`s\` once more shows its solution.`;
    return { view: { ...view, unsure: step.id, said } };
  }
  return {
    view: { ...view, page: 'solution', scroll: 0 },
    wish: { do: 'note-solution', step: step.id },
  };
}

function choose(key: string, view: View, scene: Scene): Pressed | undefined {
  const last = scene.state.steps.length - 1;
  const chosen = view.chosen ?? presentStep(scene.state);
  if (key === 'up') return { view: { ...view, chosen: Math.max(0, chosen - 1) } };
  if (key === 'down') return { view: { ...view, chosen: Math.min(last, chosen + 1) } };
  if (key === 'return' || key === 'space') return { view: { ...view, page: 'text', scroll: 0 } };
  return undefined;
}

function scrolled(key: string, view: View, rows: number): Pressed | undefined {
  const page = Math.max(1, rows - 6);
  const by: Readonly<Partial<Record<string, number>>> = {
    up: -1,
    down: 1,
    return: 1,
    pageup: -page,
    pagedown: page,
    space: page,
    b: -page,
    home: -Infinity,
    end: Number.MAX_SAFE_INTEGER,
  };
  const lines = by[key];
  if (lines === undefined || view.page === 'now') return undefined;
  return { view: { ...view, scroll: Math.max(0, view.scroll + lines) } };
}

/** The page, or back to what there is to do. */
function toggled(page: Page, view: View): View {
  return view.page === page ? now(view) : { ...view, page, scroll: 0 };
}

function now({ hint }: View): View {
  return { ...firstView, ...(hint !== undefined && { hint }) };
}
