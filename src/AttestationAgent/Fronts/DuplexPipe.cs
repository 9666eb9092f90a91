// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;

namespace Attestation.Agent.Fronts;

/// <summary>Both directions of a connection.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
