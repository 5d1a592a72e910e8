import{_ as e,b as t,n,p as r,r as i,t as a}from"./styles.js";import{t as o}from"./live-host.js";import"./actions.js";import"./ticket.js";var s=class extends o{constructor(){super([`accounts`])}render(){let{config:t,live:n,t:r,context:i}=this,a=n.accounts??[],o=t.account?a.filter(({account:e})=>e===t.account):a,s=i.admin?n.status!==`ready`&&!n.stale?r(`status.${n.status}`):t.account&&a.length&&!o.length?r(`equity.unknown`):``:r(`trade_card.admin`);return e`${this.renderStale()}
      ${s?e`<ha-card><p class="note soft" role="status">${s}</p></ha-card>`:e`<tradehook-ticket .ctx=${i} .accounts=${o} .named=${t.title}></tradehook-ticket>`}
      <tradehook-dialogs .ctx=${i} .news=${this.news}></tradehook-dialogs>`}static{this.styles=[a,t`
      :host {
        display: block;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
    `]}};i([r({attribute:!1})],s.prototype,`config`,void 0),s=i([n(`tradehook-ticket-card-view`)],s);export{s as TicketCard};