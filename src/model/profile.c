/* profile: what Windows and Linux do with ports by themselves.
 *
 * Sources. Windows services: Microsoft, "Service overview and network port requirements for
 * Windows"; HTTP.sys reservations of a default machine: output of `netsh http show urlacl`
 * (5357, 5358, 2869, 5985, 47001, 10247). Linux services: packages that Debian and Ubuntu
 * install by default. Ephemeral: RFC 6056 and Microsoft, "default dynamic port range"
 * (49152-65535); ip_local_port_range of Linux, ip(7) (32768-60999). */
#include "model/profile.h"

#include "base/text.h"

#include <stdlib.h>

const char *const pp_os_names[PP_OSES] = {"windows", "linux"};

#define PORT(n)  \
    {            \
        (n), (n) \
    }

static const struct pp_os_service windows_services[] = {
    {PORT(135), PP_TCP, "RPC endpoint mapper", "epmap", false},
    {PORT(139), PP_TCP, "NetBIOS session service", "netbios-ssn", false},
    {PORT(445), PP_TCP, "SMB file sharing", "microsoft-ds", false},
    {PORT(2869), PP_TCP, "UPnP event notification", "icslap", true},
    {PORT(3389), PP_TCP, "Remote Desktop", "ms-wbt-server", false},
    {PORT(5040), PP_TCP, "Connected Devices Platform", NULL, false},
    {PORT(5357), PP_TCP, "Web Services for Devices", "wsdapi", true},
    {PORT(5358), PP_TCP, "Web Services for Devices over TLS", "wsdapi-s", true},
    {PORT(5985), PP_TCP, "Windows Remote Management", "wsman", true},
    {PORT(7680), PP_TCP, "Delivery Optimization", "pando-pub", false},
    {PORT(10247), PP_TCP, "HTTP.sys app reservation", NULL, true},
    {PORT(47001), PP_TCP, "Windows Remote Management (local)", "winrm", true},
    {PORT(123), PP_UDP, "Windows Time", "ntp", false},
    {PORT(137), PP_UDP, "NetBIOS name service", "netbios-ns", false},
    {PORT(138), PP_UDP, "NetBIOS datagram service", "netbios-dgm", false},
    {PORT(500), PP_UDP, "IPsec key exchange", "isakmp", false},
    {PORT(1900), PP_UDP, "SSDP discovery", "ssdp", false},
    {PORT(3389), PP_UDP, "Remote Desktop", "ms-wbt-server", false},
    {PORT(3702), PP_UDP, "WS-Discovery", "ws-discovery", false},
    {PORT(4500), PP_UDP, "IPsec NAT traversal", "ipsec-nat-t", false},
    {PORT(5353), PP_UDP, "multicast DNS", "mdns", false},
    {PORT(5355), PP_UDP, "LLMNR", "llmnr", false},
};

static const struct pp_os_service linux_services[] = {
    {PORT(22), PP_TCP, "OpenSSH", "ssh", false},
    {PORT(25), PP_TCP, "local mail", "smtp", false},
    {PORT(53), PP_TCP, "systemd-resolved", "domain", false},
    {PORT(111), PP_TCP, "rpcbind", "sunrpc", false},
    {PORT(631), PP_TCP, "CUPS printing", "ipp", false},
    {PORT(5355), PP_TCP, "LLMNR (systemd-resolved)", "llmnr", false},
    {PORT(53), PP_UDP, "systemd-resolved", "domain", false},
    {PORT(68), PP_UDP, "DHCP client", "bootpc", false},
    {PORT(111), PP_UDP, "rpcbind", "sunrpc", false},
    {PORT(123), PP_UDP, "time synchronisation", "ntp", false},
    {PORT(323), PP_UDP, "chrony control", NULL, false},
    {PORT(546), PP_UDP, "DHCPv6 client", "dhcpv6-client", false},
    {PORT(5353), PP_UDP, "multicast DNS (Avahi)", "mdns", false},
    {PORT(5355), PP_UDP, "LLMNR (systemd-resolved)", "llmnr", false},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct pp_profile profiles[PP_OSES] = {
    {PP_WINDOWS,
     true,
     {49152, 65535},
     "WSAEADDRINUSE 10048",
     windows_services,
     COUNT(windows_services)},
    {PP_LINUX, false, {32768, 60999}, "EADDRINUSE", linux_services, COUNT(linux_services)},
};

/* The Fetch standard, section "Port blocking", in ascending order. */
static const uint16_t browser_ports[] = {
    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,    25,   37,
    42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,   109,  110,
    111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,   389,  427,
    465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,   556,  563,
    587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659,  4045, 4190,
    5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
};

bool pp_os_parse(const char *name, enum pp_os *os)
{
    for (int i = 0; i < PP_OSES; i++) {
        if (pp_casecmp(name, pp_os_names[i]) == 0) {
            *os = (enum pp_os)i;
            return true;
        }
    }
    return false;
}

const struct pp_profile *pp_profile_of(enum pp_os os)
{
    return &profiles[os];
}

const struct pp_os_service *pp_profile_service(enum pp_os os, uint16_t port,
                                               enum pp_transport transport)
{
    const struct pp_profile *profile = &profiles[os];
    for (size_t i = 0; i < profile->service_count; i++) {
        if (profile->services[i].transport == transport &&
            pp_range_contains(profile->services[i].ports, port))
            return &profile->services[i];
    }
    return NULL;
}

static int compare_ports(const void *left, const void *right)
{
    uint16_t a = *(const uint16_t *)left, b = *(const uint16_t *)right;
    return (a > b) - (a < b);
}

bool pp_browser_blocks(uint16_t port)
{
    return bsearch(&port, browser_ports, COUNT(browser_ports), sizeof *browser_ports,
                   compare_ports) != NULL;
}

size_t pp_browser_ports(const uint16_t **ports)
{
    *ports = browser_ports;
    return COUNT(browser_ports);
}

unsigned pp_bands_of(enum pp_os os, struct pp_range ephemeral, uint16_t port)
{
    unsigned bands = port <= PP_SYSTEM_LAST    ? PP_BAND_SYSTEM
                     : port < PP_DYNAMIC_FIRST ? PP_BAND_USER
                                               : PP_BAND_DYNAMIC;
    if (pp_range_contains(ephemeral, port))
        bands |= PP_BAND_EPHEMERAL;
    for (int transport = 0; transport < PP_TRANSPORTS; transport++) {
        if (pp_profile_service(os, port, (enum pp_transport)transport))
            bands |= PP_BAND_OS;
    }
    if (pp_browser_blocks(port))
        bands |= PP_BAND_BROWSER;
    return bands;
}

const char *pp_band_name(unsigned band)
{
    switch (band) {
    case PP_BAND_SYSTEM: return "system";
    case PP_BAND_USER: return "user";
    case PP_BAND_DYNAMIC: return "dynamic";
    case PP_BAND_EPHEMERAL: return "ephemeral";
    case PP_BAND_OS: return "os-reserved";
    default: return "browser-blocked";
    }
}
