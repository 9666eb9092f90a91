// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Configuration;

/// <summary>The options are well-formed and cannot be put in force; the old ones stay.</summary>
/// <param name="because">What SPIRE's log is to say: lower case, no final period, no secrets.</param>
/// <param name="inner">What it came from.</param>
internal sealed class ConfigurationRefusedException(string because, Exception? inner = null) : Exception(because, inner);
