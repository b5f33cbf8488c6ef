import { Icon } from '@interlock/design';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';

const shownMs = 4_000;

const ToastContext = createContext<(text: string) => void>(() => {});

interface Toast {
  readonly id: number;
  readonly text: string;
}

/** Says what was done, politely, at the edge of the screen. */
export function Toasts({ children }: { readonly children: ReactNode }): ReactNode {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(0);
  const show = useCallback((text: string) => {
    const id = nextId.current;
    nextId.current += 1;
    setToasts((shown) => [...shown, { id, text }]);
    window.setTimeout(() => setToasts((shown) => shown.filter((toast) => toast.id !== id)), shownMs);
  }, []);
  return (
    <ToastContext value={show}>
      {children}
      <output className="toasts">
        {toasts.map(({ id, text }) => (
          <p key={id} className="toast">
            <Icon name="check" />
            {text}
          </p>
        ))}
      </output>
    </ToastContext>
  );
}

export const useToast = (): ((text: string) => void) => useContext(ToastContext);
