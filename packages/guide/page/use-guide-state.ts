import { useEffect, useState } from 'preact/hooks';
import type { GuideState } from './guide-data.ts';

export interface Live {
  /** The newest that came; `undefined` before the first. */
  readonly state: GuideState | undefined;
  /** False while the kit does not answer. */
  readonly isConnected: boolean;
}

/** Follows the learner's work; the browser connects again by itself. */
export function useGuideState(): Live {
  const [state, setState] = useState<GuideState>();
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    const events = new EventSource('/api/events');
    events.onmessage = ({ data }) => {
      setConnected(true);
      setState(JSON.parse(data as string) as GuideState);
    };
    events.onerror = () => {
      setConnected(false);
    };
    return () => {
      events.close();
    };
  }, []);
  return { state, isConnected };
}

/** Asks the kit to do something; what comes of it is in the next state. */
export function ask(action: string): void {
  void fetch(`/api/${action}`, { method: 'POST' });
}
