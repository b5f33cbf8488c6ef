import { useEffect, useEffectEvent, useId, useState, type ReactNode } from 'react';

const pauseMs = 300;

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly type?: 'text' | 'search' | 'datetime-local' | 'number';
  /** Names of things that may be typed. */
  readonly suggestions?: readonly string[];
  /** The page’s search: `/` goes here. */
  readonly isSearch?: boolean;
}

/** A labelled field that reports when typing pauses, and before anything else is pressed. */
export function Field(props: FieldProps): ReactNode {
  const id = useId();
  const { value, onChange } = props;
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // Changed from outside: cleared, or another address.
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  // Whoever shows the field may be drawn anew many times while somebody types.
  const report = useEffectEvent(onChange);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = window.setTimeout(() => report(text), pauseMs);
    return () => window.clearTimeout(timer);
  }, [text, value]);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type={props.type ?? 'text'}
        value={text}
        placeholder={props.placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        list={props.suggestions === undefined ? undefined : `${id}-list`}
        data-empty={text === '' ? '' : undefined}
        data-search={props.isSearch === true ? '' : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (text !== value) onChange(text);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onChange(text);
        }}
      />
      {props.suggestions === undefined ? null : (
        <datalist id={`${id}-list`}>
          {props.suggestions.map((suggestion) => (
            <option key={suggestion}>{suggestion}</option>
          ))}
        </datalist>
      )}
    </div>
  );
}
