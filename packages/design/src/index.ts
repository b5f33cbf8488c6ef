export { Dialog, type DialogProps } from './dialog.tsx';
export { Icon, type IconName } from './icon.tsx';
export { Mark } from './mark.tsx';
export { Link, navigate, usePlace, type LinkProps, type Place } from './navigation.tsx';
export { isProblem, isWorthRetrying, ProblemError, readProblem, type Problem } from './problem.ts';
export { showPages } from './show-pages.tsx';
export { Waiting } from './waiting.tsx';
