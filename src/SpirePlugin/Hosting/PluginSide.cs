// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hosting;

/// <summary>Which half of SPIRE started us: the names of its host services tell (<see cref="GoPlugin.InitService"/>).</summary>
internal enum PluginSide
{
    /// <summary>A SPIRE agent.</summary>
    Agent,

    /// <summary>A SPIRE server.</summary>
    Server,
}
