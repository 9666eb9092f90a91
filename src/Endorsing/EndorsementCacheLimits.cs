// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>How large a cache may grow; beyond it what was not used for longest goes.</summary>
/// <param name="Entries">Names, over all sets of roots.</param>
/// <param name="Bytes">Bytes of documents.</param>
public sealed record EndorsementCacheLimits(int Entries = 4096, long Bytes = 64 << 20);
