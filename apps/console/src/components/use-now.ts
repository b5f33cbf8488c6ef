import { useEffect, useState } from 'react';

/** The time, renewed every `periodMs` while the component is shown. */
export function useNow(periodMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date()), periodMs);
    return () => window.clearInterval(timer);
  }, [periodMs]);
  return now;
}
