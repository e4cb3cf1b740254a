/**
 * The agent's parts: the duty for one service, the boot, the takeover step by step, replay and continued connections,
 * and the application. System calls are behind {@link org.holdfast.agent.internal.Kernel}.
 */
package org.holdfast.agent.internal;
