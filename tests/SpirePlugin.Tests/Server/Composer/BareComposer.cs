// SPDX-License-Identifier: Apache-2.0

using Protocol = Attestation.SpirePlugin.Protos.CredentialComposer.CredentialComposer;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>A composer that overrides nothing: what is generated says Unimplemented to each call.</summary>
internal sealed class BareComposer : Protocol.CredentialComposerBase;
