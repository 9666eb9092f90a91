// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.Binding;

/// <summary>The binding socket is served by another user than ours.</summary>
internal sealed class AnotherUserException() : IOException("the socket is served by another user");
