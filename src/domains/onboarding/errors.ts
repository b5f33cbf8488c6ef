import { defineErrors } from '#kernel/errors';

export const onboardingErrors = defineErrors({
  'onboarding.no_such_joining': {
    status: 404,
    title: 'Nobody is joining on this device under this id',
    fix: 'Begin again with the invitation, on the device that goes on.',
  },
  'onboarding.not_stuck': {
    status: 409,
    title: 'The joining is not stuck',
    fix: 'Look at the list: it is under way, or it was undone already.',
  },
  'onboarding.not_awaiting_passkey': {
    status: 409,
    title: 'The passkey was made already, or joining is over',
    fix: 'Ask how far it is; begin again with the invitation if it was withdrawn.',
  },
});
