# Every key of a policy block. Keys match in any case. What is left out takes its strict default; a test holds this file against the readers.
policy "every-key" {
    tees = [["tdx"], ["sev-snp"]]
    crl = "required"
    max_stale { tcb_info = "PT0S" crl = "PT0S" }
    clock_skew = "PT5M"
    # SHA-256 of public keys of roots beside the vendors' own; shows up as root-unsafe in results.
    roots_unsafe = []

    tdx {
        tcb {
            accept = ["UpToDate"]
            tolerate { status = "OutOfDate" advisories = ["INTEL-SA-00615"] until = "2026-12-31T00:00:00Z" }
            minimum_evaluation_data_number = 17
            minimum_date = "2026-01-01T00:00:00Z"
            minimum_tee_tcb_svn = "00000000000000000000000000000000"
        }
        allow {
            debug_unsafe = false
            no_sept_ve_disable_unsafe = false
            migratable_unsafe = false
            perfmon_unsafe = false
            key_locker_unsafe = false
            tpa_unsafe = false
        }
        xfam_must_be_clear = "0x0"
        service_td = []
        deny_platforms = []
        any_measurement_unsafe = false
        reference_values {
            name = "image-42"
            mr_td = ["8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa"]
            rtmr0 = [] rtmr1 = [] rtmr2 = [] rtmr3 = []
            mr_config_id = [] mr_owner = [] mr_owner_config = [] mr_seam = []
        }
        reference_values {
            name = "image-43"
            mr_td = ["9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb9d52e1bb"]
        }
    }

    sev_snp {
        products = ["genoa"]
        signing_keys = ["vcek", "vlek"]
        csp_ids = []
        vmpl = [0]
        deny_chip_ids = []
        minimum_tcb { family = "0x19" model = "0x11" stepping = 1 boot_loader = 0 tee = 0 snp = 27 microcode = 86 fmc = 0 }
        minimum_tcb_of = ["reported"]
        minimum_firmware { milan = "1.55.49" genoa = "1.55.49" turin = "1.55.49" }
        minimum_guest_abi = "1.51"
        minimum_guest_svn = 0
        require { guest_policy = ["singleSocket"] platform = ["aliasCheckComplete"] id_block = false author_key = false }
        forbid { guest_policy = ["smt"] platform = ["smtEnabled"] }
        mitigations { launch = "0x0" current = "0x02" }
        allow {
            debug_unsafe = false
            migrate_ma_unsafe = false
            masked_chip_id_unsafe = false
            provisional_firmware_unsafe = false
            reserved_bits_unsafe = false
        }
        any_measurement_unsafe = false
        reference_values {
            name = "image-42"
            measurement = ["5f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b15f20c6b1"]
            host_data = [] id_key_digest = [] author_key_digest = [] family_id = [] image_id = [] report_id = [] report_id_ma = []
        }
    }

    log {
        origins = ["example.org/attestation-agent/"]
        require_anchor = false
        require_first_run = false
        max_runs_per_boot = 3
        agents = []
        max_heartbeat_age = "PT30M"
        minimum { origin = "example.org/attestation-agent/56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c" size = 1 root = "fBBTXrqSYijvVf5IrjVkiIuWkXi9g5Iz2bV+YSyX02o=" }
    }

    node { agents = [] callers = [] }

    # A node's answer holds no binding: leave the lists empty here.
    binding {
        exes = []
        images = []
        measured = ["verity", "ima", "hash"]
        methods = ["front"]
        observed_unsafe = false
        unbound_unsafe = false
    }
}
