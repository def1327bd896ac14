import { useEffect, useState } from 'preact/hooks';

/** The step that the address names, and how to go to another one; the browser's own keys work. */
export function useStep(first: string): readonly [string, (id: string) => void] {
  const [step, setStep] = useState(() => stepInAddress() ?? first);
  useEffect(() => {
    const follow = () => {
      setStep(stepInAddress() ?? first);
    };
    addEventListener('popstate', follow);
    return () => {
      removeEventListener('popstate', follow);
    };
  }, [first]);
  return [
    step,
    (id) => {
      history.pushState(null, '', `/step/${id}`);
      setStep(id);
    },
  ];
}

function stepInAddress(): string | undefined {
  return /^\/step\/([a-z0-9-]+)$/.exec(location.pathname)?.[1];
}
