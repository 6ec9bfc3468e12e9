-- Playout in the AWS cloud: Windows machines with 16 playout engines each, as the vendor's published
-- Terraform module builds them.
--
-- Sources: github.com/Cinegy/terraform-aws-air-scaling (main.tf, variables.tf: 16 engines, host names
-- AIR1A, AIR2A, ..., license sharing on), github.com/Cinegy/terraform-aws-cinegy-base (vpc.tf: RDP, WinRM
-- and NICE DCV for remote access), github.com/Cinegy/Cinegy.Powershell (create-playout-confs.ps1: one SRT
-- listener per engine from 6000 up). The private addresses are made up.
--
-- Expected: no error. The warnings are all iana-collision: the preview ports belong to other services at
-- IANA, the SRT listeners sit on the range of x11, 8443 is pcsync-https, 8989 is sunwebadmins. The notes
-- are all prefer-above. Inside a closed VPC both matter little. But the module's security group opens
-- 6000-6100/udp to the world, and there firewalls and monitoring will take SRT for X11.

local cinegy = catalog "cinegy"
local extra = catalog "cinegy-extra"
local microsoft = catalog "microsoft"

-- The module's variables.
local air_vm_count = 2 -- the module's default is 1
local engine_count = 16

site "AWS playout" { os = "windows" }

for n = 1, air_vm_count do
  host(("AIR%dA"):format(n)) {
    address = "10.0.1." .. 20 + n,
    tags = { "g4dn.2xlarge" },
    cinegy.playout_engine { instances = engine_count },
    extra.playout_srt_output { instances = engine_count },
    cinegy.license_service, -- every machine shares its licenses with the others
    microsoft.remote_access,
    extra.nice_dcv,
  }
end
