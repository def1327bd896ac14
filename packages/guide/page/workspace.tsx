import { AdviceView } from './advice-view.tsx';
import { App } from './app.tsx';
import { CostView } from './cost-view.tsx';
import { DockerfileView } from './dockerfile-view.tsx';
import { EngineView } from './engine-view.tsx';
import type { GuideState } from './guide-data.ts';
import { LayersView } from './layers-view.tsx';
import { Verdict } from './verdict.tsx';
import { WorkView } from './work-view.tsx';

interface WorkspaceProps {
  readonly state: GuideState;
  /** Id of the step whose page is open. */
  readonly step: string;
}

/** The learner's own work, beside the page. */
export function Workspace({ state, step }: WorkspaceProps) {
  const { image, cost, app, advice } = state;
  const hasPassed = state.steps.every(({ status }) => status === 'passed');
  // What was known of the folder before is of no use to anyone.
  if (state.trouble) return <Verdict state={state} step={step} />;
  return (
    <>
      <Verdict state={state} step={step} />
      <DockerfileView state={state} />
      <WorkView state={state} />
      {/* The images are built with its `docker`. */}
      {!hasPassed && <EngineView state={state} />}
      {app && <App app={app} />}
      {image && image.layers.length > 0 && <LayersView image={image} />}
      {cost && hasPassed && state.phase === 'settled' && <CostView cost={cost} />}
      {hasPassed && advice.length > 0 && <AdviceView advice={advice} />}
      {hasPassed && <EngineView state={state} />}
    </>
  );
}
