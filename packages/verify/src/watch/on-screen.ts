import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopState } from '../loop/loop-state.ts';
import { startLoop } from '../loop/loop.ts';
import { createPen, styleOf } from '@kit/terminal';
import { followInRoom } from '../room/follow-in-room.ts';
import { createApp } from './app.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { frame } from './frame.ts';
import { openJournal } from './journal.ts';
import { readLessons } from './lesson.ts';
import { press } from './press.ts';
import type { Wish } from './press.ts';
import { createQuestion } from './question.ts';
import type { Scene } from './scene.ts';
import { openScreen } from './screen.ts';
import { patientSessions } from './session.ts';
import { createStartingOver } from './starting-over.ts';
import { firstView } from './view.ts';
import type { View } from './view.ts';
import type { WatchRequest } from './watch.ts';

/** How often what is being done is shown anew; verdicts and keys are shown at once. */
const frameMs = 100;

/**
 * The learner's screen: everything that happens is drawn, every key carried out.
 * @returns the state of the loop at the end.
 */
export async function watchOnScreen(
  { workshop, directory, mode, noColor, room }: WatchRequest,
  signal: AbortSignal,
): Promise<LoopState> {
  const { stdin, stdout } = process;
  const lessons = await readLessons(workshop);
  const journal = await openJournal(workshop.name, directory);
  let view: View = firstView;
  const startingOver = createStartingOver(workshop, directory);
  const ended = Promise.withResolvers<undefined>();
  const quit = () => {
    ended.resolve(undefined);
  };

  const sceneNow = (): Scene => ({
    workshop: workshop.name,
    directory,
    mode,
    state: loop.state,
    view,
    lessons,
    followed: journal.followed,
    note: journal.note,
    room: inRoom?.line,
    app: app.state,
    asksForEngine: question.isOpen,
    reset: startingOver.description,
    now: Date.now(),
  });
  const draw = () => {
    const pen = createPen(styleOf(stdout, noColor));
    const { lines, scroll } = frame(sceneNow(), stdout.rows, pen);
    view = { ...view, scroll };
    screen.draw(lines);
  };
  const show = (next: View) => {
    view = next;
    draw();
  };
  const say = (said: string) => {
    show({ ...firstView, said });
  };

  const question = createQuestion(() => {
    draw();
  });
  const loop = startLoop({
    workshop,
    directory,
    mode,
    openSession: patientSessions(question.ask, signal),
  });
  const inRoom = room && followInRoom(room, workshop, directory, () => draw());
  const app = createApp({
    // An image that is about to be removed is no image to start.
    ready: async (aborted) => {
      while (loop.state.phase === 'judging') await sleep(frameMs, undefined, { signal: aborted });
    },
    run: async (aborted) => {
      const { runApp } = await import('../loop/run-app.ts');
      return runApp(workshop, directory, aborted);
    },
    open: openInBrowser,
    onChange: () => {
      draw();
    },
  });

  const startOver = async () => {
    await journal.settled();
    const { isDone, said } = await startingOver.carryOut();
    if (isDone) {
      journal.beginAgain();
      loop.judgeAgain();
    }
    say(said);
  };
  const askForReset = async () => {
    const problem = await startingOver.plan();
    if (problem !== undefined) say(problem);
    else show({ ...firstView, page: 'reset' });
  };
  const carryOut = (wish: Wish) => {
    switch (wish.do) {
      case 'quit':
        quit();
        break;
      case 'judge':
        loop.judgeAgain();
        break;
      case 'run':
        app.toggle();
        break;
      case 'dismiss':
        app.dismiss();
        startingOver.dismiss();
        break;
      case 'plan-reset':
        void askForReset();
        break;
      case 'reset':
        void startOver();
        break;
      case 'answer':
        question.answer(wish.yes);
        break;
      case 'note-hint':
        journal.noteHint(wish.step, wish.number);
        break;
      case 'note-solution':
        journal.noteSolution(wish.step);
        break;
    }
  };

  const screen = openScreen({
    stdin,
    stdout,
    onKey: (key) => {
      const { view: next, wish } = press(key, sceneNow(), stdout.rows);
      show(next);
      if (wish !== undefined) carryOut(wish);
    },
    onResize: draw,
    onEnd: quit,
  });
  const stop = () => {
    screen.close();
    quit();
  };
  signal.addEventListener('abort', stop);
  const drawing = setInterval(() => {
    if (loop.state.phase === 'judging') draw();
  }, frameMs);
  try {
    loop.subscribe((state) => {
      journal.follow(state);
      inRoom?.tell(state);
      app.judging(state.round);
      if (state.phase !== 'judging') app.follow(state.report?.image?.id);
      draw();
    });
    draw();
    await ended.promise;
  } finally {
    clearInterval(drawing);
    screen.close();
    question.answer(false);
    await Promise.all([app.close(), loop.close(), inRoom?.close()]);
    await journal.settled();
  }
  return loop.state;
}
