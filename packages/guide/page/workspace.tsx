import { App } from './app.tsx';
import { CostView } from './cost-view.tsx';
import { DockerfileView } from './dockerfile-view.tsx';
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
  return (
    <>
      <div role="status">
        <Verdict state={state} step={step} />
      </div>
      <DockerfileView state={state} />
      {state.work && <WorkView work={state.work} />}
      {state.image && state.image.layers.length > 0 && <LayersView image={state.image} />}
      {state.cost && <CostView cost={state.cost} />}
      <App app={state.app} />
    </>
  );
}
