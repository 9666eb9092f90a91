// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>Process of CONTRACTS, section 3.2: what was measured of one, and which part of it was read at all.</summary>
internal static class ProcessForm
{
    public static readonly ObjectForm Process = new(
        FieldSpec.Required("pid", Forms.Number),
        FieldSpec.Required("startTime", Forms.Counter),
        FieldSpec.Required("uid", Forms.Id),
        FieldSpec.Required("gid", Forms.Id),
        FieldSpec.Required("cgroup", Forms.AnyText),
        FieldSpec.Required("exePath", Forms.AnyText),
        FieldSpec.Required("exeSize", Forms.Counter),
        FieldSpec.Optional("buildId", Forms.AnyHex),
        FieldSpec.Optional("verity", Forms.Digest),
        FieldSpec.Optional("script", Forms.Digest),
        FieldSpec.Optional("mappings", Forms.Digest),
        FieldSpec.Optional("argv", Forms.Digest),
        FieldSpec.Optional("environment", Forms.Digest),
        FieldSpec.Optional("daprConfiguration", Forms.Digest),
        FieldSpec.Optional("components", Forms.Digest),
        FieldSpec.Optional("dumpable", Forms.Boolean),
        FieldSpec.Optional("ptraceScope", Forms.Number));

    /// <summary>A peer that was not measured: who it is.</summary>
    public static readonly ObjectForm Peer = new(
        FieldSpec.Required("pid", Forms.Number),
        FieldSpec.Required("startTime", Forms.Counter),
        FieldSpec.Required("uid", Forms.Id),
        FieldSpec.Required("gid", Forms.Id));
}
