-- A copy for testing never speaks to the real store, and holds none of its secrets.
UPDATE bigcommerce_store
   SET access_token = NULL,
       client_secret = NULL,
       webhook_secret = NULL,
       -- Another one: the copy posts under identities that tell nothing of the real ones.
       identity_secret = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
       pause_reason = CASE WHEN state = 'draft' THEN NULL
                           ELSE 'This is a neutralized copy of a database.' END,
       state = CASE WHEN state = 'draft' THEN 'draft' ELSE 'paused' END;
UPDATE ir_cron
   SET active = FALSE
 WHERE id IN (SELECT cron_id FROM bigcommerce_flow);
UPDATE res_config_settings
   SET bigcommerce_access_token = NULL,
       bigcommerce_client_secret = NULL;
UPDATE bigcommerce_setup
   SET access_token = NULL,
       client_secret = NULL;
