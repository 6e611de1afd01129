/** Keys of a service that say nothing about where it can go: how it is made, run and watched. */
export const serviceKeys: readonly string[] = [
  ...['annotations', 'attach', 'blkio_config', 'build', 'cap_add', 'cap_drop', 'cgroup', 'cgroup_parent', 'command'],
  ...['configs', 'container_name', 'cpu_count', 'cpu_percent', 'cpu_period', 'cpu_quota', 'cpu_rt_period'],
  ...['cpu_rt_runtime', 'cpu_shares', 'cpuset', 'credential_spec', 'develop', 'device_cgroup_rules', 'dns', 'dns_opt'],
  ...['dns_search', 'domainname', 'entrypoint', 'env_file', 'environment', 'expose', 'extra_hosts', 'group_add'],
  ...['healthcheck', 'hostname', 'image', 'init', 'isolation', 'label_file', 'labels', 'logging', 'mac_address'],
  ...['mem_swappiness', 'memswap_limit', 'models', 'networks', 'oom_kill_disable', 'oom_score_adj', 'post_start'],
  ...['pre_stop', 'privileged', 'provider', 'pull_policy', 'pull_refresh_after', 'read_only', 'restart', 'runtime'],
  ...['secrets', 'security_opt', 'shm_size', 'stdin_open', 'stop_grace_period', 'stop_signal', 'storage_opt'],
  ...['sysctls', 'tmpfs', 'tty', 'ulimits', 'use_api_socket', 'user', 'userns_mode', 'uts', 'volume_driver'],
  ...['working_dir'],
];

/** Keys that are read, for the nearest right word. */
export const readServiceKeys: readonly string[] = [
  ...['cpus', 'depends_on', 'deploy', 'devices', 'extends', 'external_links', 'gpus', 'ipc', 'links', 'mem_limit'],
  ...['mem_reservation', 'network_mode', 'pid', 'pids_limit', 'platform', 'ports', 'profiles', 'scale', 'volumes'],
  ...['volumes_from'],
];

/** Keys of `deploy` about how a service is rolled out. */
export const deployKeys: readonly string[] = [
  'endpoint_mode',
  'labels',
  'restart_policy',
  'rollback_config',
  'update_config',
];

/** Keys of a file beside services and volumes. */
export const fileKeys: readonly string[] = ['configs', 'models', 'name', 'networks', 'secrets', 'version'];
