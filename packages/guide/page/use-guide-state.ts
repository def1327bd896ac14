import { useEffect, useState } from 'preact/hooks';
import type { GuideState } from './guide-data.ts';

export interface Live {
  /** The newest that came; `undefined` before the first. */
  readonly state: GuideState | undefined;
  /** False while the kit does not answer. */
  readonly isConnected: boolean;
}

/** A browser stops trying where nobody listens for a while. */
const againMs = 1000;

/**
 * Follows the learner's work as long as the page can be seen: a browser has six
 * connections to a server, and people have more tabs than that.
 */
export function useGuideState(): Live {
  const [state, setState] = useState<GuideState>();
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    let events: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      clearTimeout(retry);
      events?.close();
      events = undefined;
    };
    const follow = () => {
      stop();
      if (document.hidden) return;
      events = new EventSource('/api/events');
      events.onmessage = ({ data }) => {
        setConnected(true);
        setState(JSON.parse(data as string) as GuideState);
      };
      events.onerror = () => {
        setConnected(false);
        events?.close();
        retry = setTimeout(follow, againMs);
      };
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop();
    };
  }, []);
  return { state, isConnected };
}

/** Asks the kit to do something; what comes of it is in the next state. */
export function ask(action: 'start' | 'stop'): void {
  void fetch(`/api/${action}`, { method: 'POST' }).catch(() => undefined);
}
