// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Attestation.Agent;

/// <summary>JSON without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class AgentJson : JsonSerializerContext;
