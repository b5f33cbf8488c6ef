import { useId, type ReactNode } from 'react';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly description?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no, with what it means below it. */
export function Checkbox({ label, description, checked, disabled, onChange }: CheckboxProps): ReactNode {
  const id = useId();
  return (
    <div className="checkbox">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>
        {label}
        {description === undefined ? null : (
          <span id={`${id}-description`} className="checkbox-description">
            {description}
          </span>
        )}
      </label>
    </div>
  );
}
